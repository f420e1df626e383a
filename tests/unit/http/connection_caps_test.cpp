#include "http/server.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace http {
namespace {

using std::chrono::milliseconds;

Answer nothing(const Request&) {
    return {};
}

ServerOptions with_caps(std::size_t all, std::size_t per_client, base::Observer* observer) {
    ServerOptions options;
    options.observer = observer;
    options.linger_time_max = milliseconds(20);
    options.connections_max = all;
    options.connections_per_client_max = per_client;
    return options;
}

bool is_answered(Wire& wire) {
    return wire.send(get("/")) && wire.read_answer().has_value();
}

/// Whether a new connection is answered, in the end: a place comes free a little after its
/// connection was closed.
bool is_answered_soon(const Server& server) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < patience) {
        Wire wire(server.port());
        if (is_answered(wire)) return true;
    }
    return false;
}

TEST(ConnectionCaps, are_those_of_all_io_threads_together) {
    KeptEvents events;
    ServerOptions options = with_caps(5, 0, &events);
    options.threads = 3;
    const auto server = started(options, nothing);
    std::deque<Wire> wires;
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(is_answered(wires.emplace_back(server->port())));
    Wire over(server->port());
    EXPECT_TRUE(over.ends_here()) << "closed without a word";
    EXPECT_TRUE(events.wait_for("http_connection_refused reason=connections refused=1", 1));
    for (Wire& wire : wires)
        EXPECT_TRUE(is_answered(wire)) << "the others go on";
    wires.pop_front();
    EXPECT_TRUE(is_answered_soon(*server));
}

TEST(ConnectionCaps, of_a_client_are_told_as_such) {
    KeptEvents events;
    const auto server = started(with_caps(100, 2, &events), nothing);
    Wire first(server->port());
    Wire second(server->port());
    EXPECT_TRUE(is_answered(first) && is_answered(second));
    Wire over(server->port());
    EXPECT_TRUE(over.ends_here());
    EXPECT_TRUE(events.wait_for("reason=connections_of_client refused=1", 1));
    EXPECT_TRUE(is_answered(first));
}

TEST(ConnectionCaps, do_not_count_those_of_a_proxy) {
    KeptEvents events;
    ServerOptions options = with_caps(100, 2, &events);
    options.proxies = AddressList::parse({"127.0.0.0/8"}).value();
    const auto server = started(options, nothing);
    std::deque<Wire> wires;
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(is_answered(wires.emplace_back(server->port())));
    EXPECT_TRUE(events.with("http_connection_refused").empty());
}

TEST(ConnectionCaps, a_flood_is_counted_to_the_last_one_and_told_in_few_lines) {
    KeptEvents events;
    const auto server = started(with_caps(1, 0, &events), nothing);
    Wire kept(server->port());
    ASSERT_TRUE(is_answered(kept));
    constexpr int flood = 300;
    for (int i = 0; i < flood; ++i) {
        Wire over(server->port());
        EXPECT_TRUE(over.ends_here());
    }
    std::int64_t told = 0;
    for (std::size_t lines = 1; told < flood; ++lines) {
        ASSERT_TRUE(events.wait_for("http_connection_refused", lines)) << told << " were told";
        told = 0;
        for (const std::string& line : events.with("http_connection_refused"))
            told += std::stoll(line.substr(line.rfind('=') + 1));
    }
    EXPECT_EQ(told, flood);
    EXPECT_LT(events.with("http_connection_refused").size(), flood / 2);
}

}  // namespace
}  // namespace http
