#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/routes.hpp"
#include "edgvoip/app/keys.hpp"
#include "edgvoip/app/private_server.hpp"
#include "edgvoip/app/sources.hpp"
#include "edgvoip/app/stop_signals.hpp"
#include "edgvoip/app/thread_readers.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/freeswitch_post.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"
#include "edgvoip/store/store.hpp"
#include "http/server.hpp"

#include <iostream>
#include <utility>

namespace edgvoip::app {
namespace {

base::Severity severity_of(std::string_view level) {
    if (level == "debug") return base::Severity::debug;
    if (level == "warning") return base::Severity::warning;
    if (level == "error") return base::Severity::error;
    return base::Severity::info;
}

}  // namespace

base::Result<void> serve(const Config& config) {
    const StopSignals stop_signals;
    const base::SystemClock clock;
    const auto observer = base::make_log_observer(severity_of(config.log_level));

    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const auto verifier = make_verifier(config);
    if (!verifier) return verifier.error();
    const auto store = store::Store::open(config.store_url);
    if (!store) return store.error();
    ThreadReaders readers(**store);
    // Asked once before the port is open, so that a store that cannot be read stops the start.
    if (const auto reader = readers.of_this_thread(); !reader) return reader.error();

    const auto intake = ingest::LiveIntake::start(**store, *directory, clock, *observer);
    if (!intake) return intake.error();
    const ingest::Quarantine quarantine(config.ingest_quarantine, clock);
    ingest::FreeswitchPost post(**intake, quarantine, *observer, config.ingest_source);
    const auto spools = start_sources(config, **intake, quarantine, *observer);
    if (!spools) return spools.error();
    const auto private_server = start_private_server(config, post, *observer);
    if (!private_server) return private_server.error();

    const http::Router router = api::make_router({
        .clock = &clock,
        .observer = observer.get(),
        .directory = [&directory] { return *directory; },
        .verifier = [&verifier] { return *verifier; },
        .reader = [&readers] { return readers.of_this_thread(); },
        .readiness = [] { return base::Result<void>(); },
    });
    const auto server = http::Server::start(
        {.listen = config.api_listen, .observer = observer.get()},
        [&router](http::Request request) { return router.answer(std::move(request)); });
    if (!server) return base::within("api.listen", server.error());

    observer->event(
        base::Severity::info, "serving",
        {{"listen", config.api_listen}, {"port", static_cast<std::int64_t>((*server)->port())}});
    std::cout << "edgvoip answers on port " << (*server)->port() << std::endl;
    stop_signals.wait();
    observer->event(base::Severity::info, "stopping", {});
    // First no new records, then those that are on their way, then the questions.
    if (*private_server) (*private_server)->stop();
    for (const auto& spool : *spools)
        spool->stop();
    (*intake)->stop();
    (*server)->stop();
    observer->event(base::Severity::info, "stopped", {});
    return {};
}

}  // namespace edgvoip::app
