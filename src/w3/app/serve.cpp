#include "access/rate_limiter.hpp"
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "program/log_level.hpp"
#include "program/metrics/metrics_page.hpp"
#include "program/metrics/process_metrics.hpp"
#include "program/metrics/request_metrics.hpp"
#include "program/signals.hpp"
#include "w3/api/login_counts.hpp"
#include "w3/api/news.hpp"
#include "w3/api/pages.hpp"
#include "w3/api/routes.hpp"
#include "w3/api/site.hpp"
#include "w3/api/workers.hpp"
#include "w3/app/config_tenants.hpp"
#include "w3/app/listener.hpp"
#include "w3/app/metrics/export_metrics.hpp"
#include "w3/app/metrics/follow_metrics.hpp"
#include "w3/app/metrics/login_metrics.hpp"
#include "w3/app/metrics/store_metrics.hpp"
#include "w3/app/metrics/waiting_metrics.hpp"
#include "w3/app/private_server.hpp"
#include "w3/app/signing_key.hpp"
#include "w3/app/verbs.hpp"
#include "w3/exports/exporter.hpp"
#include "w3/exports/folder.hpp"
#include "w3/exports/register.hpp"
#include "w3/exports/sweeper.hpp"
#include "w3/follow/follower.hpp"
#include "w3/live/relay.hpp"
#include "w3/live/session_watch.hpp"
#include "w3/people/limits.hpp"
#include "w3/reader/reader.hpp"
#include "w3/store/database.hpp"

#include <chrono>
#include <iostream>
#include <optional>
#include <prometheus/registry.h>
#include <utility>

namespace w3::app {
namespace {

void reload(http::Server& server, base::Observer& observer) {
    const auto read = reload_tls(server);
    if (read) {
        observer.event(base::Severity::info, "reloaded", {{"what", "tls"}});
    } else {
        observer.event(base::Severity::error, "reload_failed",
                       {{"what", "tls"}, {"detail", std::string_view(read.error().detail)}});
    }
}

void tell_serving(base::Observer& observer, const Config& config, const http::Server& server) {
    observer.event(base::Severity::info, "serving",
                   {{"listen", config.listen}, {"port", static_cast<std::int64_t>(server.port())}});
    std::cout << "w3suite answers on port " << server.port() << std::endl;
}

reader::Edgvoip edgvoip_of(const Config& config) {
    return {.address = config.edgvoip_address,
            .issuer = config.signing_issuer,
            .audience = config.signing_audience};
}

std::optional<auth::RateLimiter> limiter_of(std::int64_t logins_per_minute) {
    if (logins_per_minute == 0) return std::nullopt;
    return std::optional<auth::RateLimiter>(std::in_place,
                                            auth::Rate{.count = logins_per_minute,
                                                       .burst = logins_per_minute,
                                                       .period = std::chrono::minutes(1)});
}

exports::Caps caps_of(const Config& config) {
    constexpr std::int64_t seconds_per_minute = 60;
    return {.per_person = static_cast<std::size_t>(config.exports_per_person),
            .at_once = static_cast<std::size_t>(config.exports_at_once),
            .kept_per_person = limits::exports_kept_per_person,
            .keep_seconds = config.exports_keep_minutes * seconds_per_minute};
}

/// What makes exports, and its threads.
struct Exporting {
    Exporting(const Config& config, const base::Clock& clock, base::Observer& observer)
        : all(clock, caps_of(config), config.exports_folder),
          sweeper(all, std::chrono::milliseconds(limits::export_sweep_ms)),
          workers(static_cast<std::size_t>(config.exports_at_once),
                  static_cast<std::size_t>(config.exports_at_once), observer),
          exporter(all, config.exports_folder, clock, observer,
                   [this](exports::Exporter::Work work) { return workers.take(std::move(work)); }) {
    }

    exports::Register all;
    exports::Sweeper sweeper;
    api::Workers workers;
    exports::Exporter exporter;
};

/// The observers that count requests, and what they have counted.
struct Requests {
    explicit Requests(base::Observer& next)
        : site(registry, "w3suite", "site", next), own(registry, "w3suite", "private", next) {}

    prometheus::Registry registry;
    program::metrics::RequestMetrics site;
    program::metrics::RequestMetrics own;
};

/// Everything else that is counted.
struct Figures {
    const LoginMetrics logins;
    const StoreMetrics store;
    const ExportMetrics exports;
    const FollowMetrics follower;
    const WaitingMetrics waiting;
    const program::metrics::ProcessMetrics process;

    http::Answer page(const Requests& requests) const {
        return program::metrics::metrics_page(
            {&logins, &store, &exports, &follower, &waiting, &requests.registry, &process});
    }
};

/// Pages that hear of live calls, as long as they may.
struct LiveCalls {
    LiveCalls(reader::Reader& reader, store::Database& database, const base::Clock& clock,
              base::Observer& observer)
        : relay({.reader = reader, .clock = clock, .observer = observer}),
          watch({.database = database,
                 .clock = clock,
                 .observer = observer,
                 .pause = std::chrono::milliseconds(limits::live_look_ms)},
                relay) {}

    void stop() {
        watch.stop();
        relay.stop();
    }

    live::Relay relay;
    live::SessionWatch watch;
};

/// What works by itself ends first, then what answers.
void stop_all(http::Server* private_server, follow::Follower& follower, Exporting& exporting,
              api::News& news, LiveCalls& live, http::Server& server, const api::Lanes& lanes) {
    if (private_server != nullptr) private_server->stop();
    follower.stop();
    exporting.all.stop();
    news.stop();
    live.stop();
    server.stop();
    lanes.requests.stop();
    lanes.passwords.stop();
    exporting.workers.stop();
}

}  // namespace

base::Result<void> serve(const Config& config, const std::string& version) {
    const program::Signals signals({SIGINT, SIGTERM, SIGHUP});
    const base::SystemClock clock;
    const auto observer = base::make_log_observer(program::severity_of(config.log_level));

    const auto tenants = tenants_of(config);
    if (!tenants) return tenants.error();
    const auto pair = read_signing_key(config);
    if (!pair) return pair.error();
    const auto pages = api::Pages::read(config.web_folder);
    if (!pages) return base::within("web.folder", pages.error());
    auto proxies = proxies_of(config);
    if (!proxies) return proxies.error();
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());

    reader::Reader reader(edgvoip_of(config), pair->key, clock);
    const auto prepared = exports::prepare_folder(config.exports_folder);
    if (!prepared) return base::within("exports.folder", prepared.error());
    Exporting exporting(config, clock, *observer);
    api::News news;
    LiveCalls live_calls(reader, **database, clock, *observer);
    api::LoginCounts login_counts;
    auto logins = limiter_of(config.logins_per_minute);
    const http::Router router = api::make_router({
        .clock = &clock,
        .observer = observer.get(),
        .database = database->get(),
        .reader = &reader,
        .tenants = &*tenants,
        .exports = &exporting.all,
        .exporter = &exporting.exporter,
        .news = &news,
        .live = &live_calls.relay,
        .logins = logins ? &*logins : nullptr,
        .login_counts = &login_counts,
        .jwks = pair->jwks,
        .secure_cookies = config.cookies == "secure" || !config.tls_certificate.empty(),
    });
    api::Workers requests(limits::worker_threads, limits::workers_waiting_max, *observer);
    api::Workers passwords(limits::password_threads, limits::password_waiting_max, *observer);
    api::Site site(std::move(*proxies), *pages, router, {requests, passwords});
    Requests counted(*observer);
    const auto server = start_listener(config, site, counted.site);
    if (!server) return server.error();
    follow::Follower follower({.database = **database,
                               .reader = reader,
                               .tenants = *tenants,
                               .clock = clock,
                               .observer = *observer,
                               .pause = std::chrono::milliseconds(config.callbacks_follow_ms)},
                              [&news](base::TenantId tenant) { news.tell(tenant, "callbacks"); });
    const Figures figures{.logins = LoginMetrics(login_counts),
                          .store = {**database, *tenants, clock},
                          .exports = ExportMetrics(exporting.all),
                          .follower = FollowMetrics(follower),
                          .waiting = {news, requests, passwords},
                          .process = {"w3suite", version}};
    const auto private_server =
        start_private_server(config, [&] { return figures.page(counted); }, counted.own);
    if (!private_server) return private_server.error();
    tell_serving(*observer, config, **server);
    while (signals.wait() == SIGHUP)
        reload(**server, *observer);

    observer->event(base::Severity::info, "stopping", {});
    stop_all(private_server->get(), follower, exporting, news, live_calls, **server,
             {requests, passwords});
    observer->event(base::Severity::info, "stopped", {});
    return {};
}

}  // namespace w3::app
