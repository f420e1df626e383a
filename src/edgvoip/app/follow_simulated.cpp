#include "edgvoip/app/follow_simulated.hpp"

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "edgvoip/simulate/event_socket/server.hpp"
#include "edgvoip/simulate/live_calls.hpp"
#include "program/signals.hpp"

#include <chrono>
#include <iostream>

namespace edgvoip::app {
namespace {

using simulate::EventSocketServer;
using simulate::Follower;
using simulate::LiveCalls;

constexpr std::chrono::milliseconds follow_step(100);

base::Result<void> follow_until_stopped(Follower& follower, const program::Signals& stop_signals) {
    const base::SystemClock clock;
    do {
        if (auto done = follower.advance(clock.now()); !done) return done;
    } while (!stop_signals.wait_for(follow_step));
    return {};
}

base::Result<void> tell_until_stopped(Follower& follower, LiveCalls& live,
                                      EventSocketServer& server,
                                      const program::Signals& stop_signals) {
    const base::SystemClock clock;
    do {
        const base::Instant now = clock.now();
        if (auto done = follower.advance(now); !done) return done;
        live.advance(now, server);
        server.serve_for(follow_step);
    } while (!stop_signals.wait_for(std::chrono::milliseconds(0)));
    return {};
}

/// What is the same with and without somebody who listens.
struct Followed {
    const simulate::Chain& chain;
    base::Instant from;
    const SimulateArguments& arguments;
    const program::Signals& stop_signals;

    base::Result<Follower> begin(LiveCalls* live) const {
        return Follower::begin(chain, from, {.bulk = arguments.bulk}, arguments.follow_folder,
                               live);
    }
};

base::Result<std::int64_t> follow_with_events(const Followed& followed) {
    const SimulateArguments& arguments = followed.arguments;
    const auto password = base::Secret::read_file(arguments.event_socket_password_file);
    if (!password) return base::within("--event-socket-password-file", password.error());
    auto live = LiveCalls::begin(followed.chain, {.bulk = arguments.bulk}, followed.from);
    if (!live) return live.error();
    const auto server =
        EventSocketServer::listen({.address = arguments.event_socket,
                                   .password = *password,
                                   .loopback_only = !arguments.event_socket_anywhere},
                                  [&live] { return live->channels_json(); });
    if (!server) return base::within("--event-socket", server.error());
    auto follower = followed.begin(&*live);
    if (!follower) return follower.error();
    std::cout << "event socket on " << (*server)->address() << std::endl;
    const auto done = tell_until_stopped(*follower, *live, **server, followed.stop_signals);
    if (!done) return done.error();
    return follower->records();
}

base::Result<std::int64_t> follow_in_silence(const Followed& followed) {
    auto follower = followed.begin(nullptr);
    if (!follower) return follower.error();
    const auto done = follow_until_stopped(*follower, followed.stop_signals);
    if (!done) return done.error();
    return follower->records();
}

}  // namespace

base::Result<void> follow_simulated(simulate::Chain chain, base::Instant from,
                                    const SimulateArguments& arguments) {
    const program::Signals stop_signals({SIGINT, SIGTERM});
    chain.options.always_open = arguments.always_open;
    const Followed followed{chain, from, arguments, stop_signals};
    const auto records =
        arguments.event_socket.empty() ? follow_in_silence(followed) : follow_with_events(followed);
    if (!records) return records.error();
    std::cout << "followed: records " << *records << '\n';
    return {};
}

}  // namespace edgvoip::app
