#include "access/seal.hpp"
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/routes.hpp"
#include "edgvoip/app/api_tls.hpp"
#include "edgvoip/app/audit/audit_log.hpp"
#include "edgvoip/app/build_id.hpp"
#include "edgvoip/app/in_force.hpp"
#include "edgvoip/app/index_checks.hpp"
#include "edgvoip/app/live_link.hpp"
#include "edgvoip/app/metrics/index_metrics.hpp"
#include "edgvoip/app/metrics/ingest_metrics.hpp"
#include "edgvoip/app/metrics/live_metrics.hpp"
#include "edgvoip/app/metrics/store_metrics.hpp"
#include "edgvoip/app/private_server.hpp"
#include "edgvoip/app/public_server.hpp"
#include "edgvoip/app/sources.hpp"
#include "edgvoip/app/thread_readers.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/app/waiting_room.hpp"
#include "edgvoip/index/indexes.hpp"
#include "edgvoip/ingest/freeswitch_post.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"
#include "edgvoip/store/store.hpp"
#include "program/log_level.hpp"
#include "program/metrics/metrics_page.hpp"
#include "program/metrics/process_metrics.hpp"
#include "program/metrics/request_metrics.hpp"
#include "program/signals.hpp"

#include <atomic>
#include <iostream>
#include <prometheus/registry.h>
#include <utility>

namespace edgvoip::app {
namespace {

constexpr std::size_t bytes_per_mb = 1024 * 1024;

void tell_reloaded(base::Observer& observer, std::string_view what,
                   const base::Result<void>& read) {
    if (read) {
        observer.event(base::Severity::info, "reloaded", {{"what", what}});
    } else {
        observer.event(base::Severity::error, "reload_failed",
                       {{"what", what}, {"detail", std::string_view(read.error().detail)}});
    }
}

std::vector<ingest::IndexedTenant> tenants_of(const directory::Directory& directory) {
    std::vector<ingest::IndexedTenant> tenants;
    tenants.reserve(directory.tenants().size());
    for (const directory::Tenant& tenant : directory.tenants())
        tenants.push_back({tenant.id, tenant.settings.contact_min_sec});
    return tenants;
}

/// Each for itself: a directory that is wrong keeps no withdrawn key alive. The index is told
/// first: what is answered by the new directory is counted by its rules, too.
void reload(const Config& config, InForce& in_force, ingest::IndexFeed& feed,
            ingest::LiveIntake& intake, LiveLink* live, http::Server& server,
            base::Observer& observer) {
    tell_reloaded(observer, "keys", in_force.read_keys_again());
    const auto read = in_force.read_directory_again(
        [&feed](const directory::Directory& next) { feed.set_tenants(tenants_of(next)); });
    if (read) intake.set_directory(in_force.directory());
    tell_reloaded(observer, "directory", read);
    // Who listens shows anew that he still may.
    if (live != nullptr) live->streams().close_all("reloaded");
    if (api_tls(config)) tell_reloaded(observer, "tls", reload_api_tls(server));
}

void tell_serving(base::Observer& observer, const Config& config, const http::Server& server) {
    observer.event(
        base::Severity::info, "serving",
        {{"listen", config.api_listen}, {"port", static_cast<std::int64_t>(server.port())}});
    std::cout << "edgvoip answers on port " << server.port() << std::endl;
}

base::Result<auth::Seal> seal_of(store::Store& store) {
    const auto key = store.sealing_key();
    if (!key) return key.error();
    return auth::Seal::of(*key);
}

base::Result<query::Sources> sources_of(const index::Indexes& indexes, ThreadReaders& readers) {
    const auto reader = readers.of_this_thread();
    if (!reader) return reader.error();
    return query::Sources{indexes, **reader};
}

/// Null when none is to be kept.
base::Result<std::unique_ptr<AuditLog>> start_audit(const Config& config, const base::Clock& clock,
                                                    base::Observer& observer) {
    if (config.audit_folder.empty()) return std::unique_ptr<AuditLog>();
    auto log = AuditLog::start(config.audit_folder, clock, observer);
    if (!log) return base::within("audit.folder", log.error());
    return log;
}

std::function<base::Result<void>(std::string_view)> keeper_of(AuditLog* log) {
    if (log == nullptr) return nullptr;
    return [log](std::string_view line) { return log->keep(line); };
}

base::Result<void> readiness_of(bool stopping, const index::Indexes& indexes) {
    if (stopping) return base::unavailable("it is stopping");
    if (!indexes.all_ready()) return base::unavailable("calls are being loaded");
    return {};
}

/// Everything that is counted, and the observers that count requests.
struct Figures {
    Figures(const index::Indexes& indexes, const ingest::IndexFeed& feed,
            const ingest::LiveIntake& intake, const ingest::FreeswitchPost& post,
            const std::vector<std::unique_ptr<ingest::Spool>>& spools, store::Store& opened,
            const LiveLink* link, const std::string& version, base::Observer& next)
        : api_requests(requests, "edgvoip", "api", next),
          private_requests(requests, "edgvoip", "private", next),
          records(intake, post, spools),
          store(opened),
          calls(indexes, feed),
          live(link),
          process("edgvoip", version) {}

    http::Answer page() const {
        return program::metrics::metrics_page(
            {&records, &store, &calls, &live, &requests, &process});
    }

    prometheus::Registry requests;
    program::metrics::RequestMetrics api_requests;
    program::metrics::RequestMetrics private_requests;
    IngestMetrics records;
    StoreMetrics store;
    IndexMetrics calls;
    LiveMetrics live;
    program::metrics::ProcessMetrics process;
};

/// First no new records, then those that are on their way.
void stop_taking_in(http::Server* private_server, IndexChecks& index_checks,
                    const std::vector<std::unique_ptr<ingest::Spool>>& spools,
                    ingest::LiveIntake& intake) {
    if (private_server != nullptr) private_server->stop();
    index_checks.stop();
    for (const auto& spool : spools)
        spool->stop();
    intake.stop();
}

/// First those who wait for an answer, and those who listen; then all connections.
void stop_answering(WaitingRoom& waiting_room, LiveLink* live, http::Server& server,
                    AuditLog* audit) {
    waiting_room.stop();
    if (live != nullptr) live->streams().close_all("shutting_down");
    server.stop();
    if (audit != nullptr) audit->stop();
}

PrivateEndpoints endpoints_of(ingest::FreeswitchPost& post, const Figures& figures,
                              IndexChecks& index_checks) {
    return {.post = &post,
            .metrics = [&figures] { return figures.page(); },
            .index_checks = &index_checks};
}

}  // namespace

base::Result<void> serve(const Config& config, const std::string& version) {
    const program::Signals signals({SIGINT, SIGTERM, SIGHUP});
    const base::SystemClock clock;
    const auto observer = base::make_log_observer(program::severity_of(config.log_level));

    const auto in_force = InForce::read(config);
    if (!in_force) return in_force.error();
    const auto store = store::Store::open(config.store_url);
    if (!store) return store.error();
    const auto seal = seal_of(**store);
    if (!seal) return seal.error();
    ThreadReaders readers(**store);
    // Asked once before the port is open, so that a store that cannot be read stops the start.
    if (const auto reader = readers.of_this_thread(); !reader) return reader.error();

    index::Indexes indexes(static_cast<std::size_t>(config.index_row_cache_mb) * bytes_per_mb);
    const auto feed = ingest::IndexFeed::start(**store, indexes,
                                               tenants_of(*(*in_force)->directory()), *observer);
    if (!feed) return feed.error();
    const auto intake =
        ingest::LiveIntake::start(**store, (*in_force)->directory(), clock, *observer, feed->get());
    if (!intake) return intake.error();
    const ingest::Quarantine quarantine(config.ingest_quarantine, clock);
    ingest::FreeswitchPost post(**intake, quarantine, *observer, config.ingest_source);
    const auto spools = start_sources(config, **intake, quarantine, *observer);
    if (!spools) return spools.error();
    const auto directory = [&in_force] { return (*in_force)->directory(); };
    const auto live = LiveLink::start(config, clock, directory, *observer);
    if (!live) return live.error();
    std::atomic<bool> stopping = false;
    const auto audit = start_audit(config, clock, *observer);
    if (!audit) return audit.error();
    PublicLimits limits(config);
    const http::Router router = api::make_router({
        .clock = &clock,
        .observer = observer.get(),
        .seal = &*seal,
        .tenants = &limits.tenants,
        .bad_tokens = &limits.bad_tokens,
        .build_id = build_id(),
        .board = *live ? &(*live)->board() : nullptr,
        .streams = *live ? &(*live)->streams() : nullptr,
        .directory = directory,
        .verifier = [&in_force] { return (*in_force)->verifier(); },
        .sources = [&] { return sources_of(indexes, readers); },
        .audit = keeper_of(audit->get()),
        .readiness = [&] { return readiness_of(stopping, indexes); },
    });
    WaitingRoom waiting_room(router, indexes);

    Figures figures(indexes, **feed, **intake, post, *spools, **store, live->get(), version,
                    *observer);
    IndexChecks index_checks(
        directory, [&feed](base::TenantId id) { return (*feed)->rebuild_beside(id); }, *observer);
    const auto private_server = start_private_server(
        config, endpoints_of(post, figures, index_checks), figures.private_requests);
    if (!private_server) return private_server.error();
    const auto server =
        start_public_server(config, limits, router, waiting_room, figures.api_requests);
    if (!server) return server.error();
    tell_serving(*observer, config, **server);
    while (signals.wait() == SIGHUP)
        reload(config, **in_force, **feed, **intake, live->get(), **server, *observer);

    stopping = true;
    observer->event(base::Severity::info, "stopping", {});
    stop_taking_in(private_server->get(), index_checks, *spools, **intake);
    stop_answering(waiting_room, live->get(), **server, audit->get());
    observer->event(base::Severity::info, "stopped", {});
    return {};
}

}  // namespace edgvoip::app
