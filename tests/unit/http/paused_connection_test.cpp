#include "http/server.hpp"
#include "tls_wire.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::StartsWith;

// No test waits for such a pause: it is ended, or the test hangs.
constexpr RefusalPause::Lengths endless = {std::chrono::hours(1), std::chrono::hours(1)};
constexpr RefusalPause::Lengths short_ones = {milliseconds(1), milliseconds(2)};
// As many as it takes until there is a pause.
constexpr int unpaused_and_one = base::limits::http_refusals_unpaused + 1;

/// A server that refuses all questions for `/over`.
class PausedConnection : public testing::Test {
protected:
    std::unique_ptr<Server> start(RefusalPause::Lengths pauses) {
        options.threads = 1;
        options.linger_time_max = milliseconds(20);
        options.drain_time_max = std::chrono::hours(1);
        options.pauses = pauses;
        return started(options, [this](const Request& request) {
            Answer answer;
            if (request.path != "/over") return answer;
            ++refused;
            answer.status = 429;
            return answer;
        });
    }

    static std::string over(int count) {
        std::string requests;
        for (int i = 0; i < count; ++i)
            requests += get("/over");
        return requests;
    }

    static int status_of_next(Wire& wire) {
        return wire.read_answer().value_or(RawAnswer{}).status;
    }

    static void expect_answers(Wire& wire, int count, int status) {
        for (int i = 0; i < count; ++i)
            ASSERT_EQ(status_of_next(wire), status) << i;
    }

    /// Until the connection is in its first pause: the only io thread, which has answered somebody
    /// else, has then gone on with it as far as it goes.
    static void go_into_pause(Wire& wire, Wire& another) {
        ASSERT_TRUE(wire.send(over(unpaused_and_one)));
        expect_answers(wire, unpaused_and_one, 429);
        ASSERT_TRUE(another.send(get("/")));
        expect_answers(another, 1, 200);
    }

    ServerOptions options;
    std::atomic<int> refused = 0;
};

TEST_F(PausedConnection, holds_up_nobody_else) {
    const auto server = start(endless);
    Wire wire(server->port());
    Wire another(server->port());
    go_into_pause(wire, another);
    ASSERT_TRUE(wire.send(over(3)));
    ASSERT_TRUE(another.send(over(unpaused_and_one - 1) + get("/") + get("/")));
    expect_answers(another, unpaused_and_one - 1, 429);
    expect_answers(another, 2, 200);
    Wire third(server->port());
    ASSERT_TRUE(third.send(get("/")));
    EXPECT_EQ(status_of_next(third), 200);
    EXPECT_EQ(refused, unpaused_and_one + unpaused_and_one - 1) << "the three have not been read";
}

TEST_F(PausedConnection, answers_as_ever_when_its_pauses_are_over) {
    const auto server = start(short_ones);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(over(30) + get("/") + over(30) + get("/", "Connection: close\r\n")));
    for (int turn = 0; turn < 2; ++turn) {
        expect_answers(wire, 30, 429);
        expect_answers(wire, 1, 200);
    }
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(PausedConnection, answers_one_request_after_the_other_too) {
    const auto server = start(short_ones);
    Wire wire(server->port());
    for (int i = 0; i < 30; ++i) {
        ASSERT_TRUE(wire.send(over(1)));
        ASSERT_EQ(status_of_next(wire), 429) << i;
    }
    ASSERT_TRUE(wire.send(get("/")));
    EXPECT_EQ(status_of_next(wire), 200);
}

TEST_F(PausedConnection, answers_under_tls_too) {
    const MadeIdentity identity("paused.example");
    options.tls = identity.files();
    const auto server = start(short_ones);
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(over(30) + get("/")));
    for (int i = 0; i < 30; ++i)
        ASSERT_THAT(wire.read_answer(), StartsWith("HTTP/1.1 429 ")) << i;
    EXPECT_THAT(wire.read_answer(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(PausedConnection, is_none_of_a_proxy) {
    options.proxies = AddressList::parse({"127.0.0.0/8"}).value();
    const auto server = start(endless);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(over(50) + get("/")));
    expect_answers(wire, 50, 429);
    expect_answers(wire, 1, 200);
}

TEST_F(PausedConnection, is_closed_when_the_server_stops) {
    const auto server = start(endless);
    Wire wire(server->port());
    Wire another(server->port());
    go_into_pause(wire, another);
    server->stop();  // returns once the connection has gone
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(PausedConnection, answers_what_has_come_meanwhile_when_the_server_stops) {
    const auto server = start(endless);
    Wire wire(server->port());
    Wire another(server->port());
    go_into_pause(wire, another);
    ASSERT_TRUE(wire.send(over(1)));
    server->stop();
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, 429);
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(PausedConnection, answers_what_it_had_read_before_when_the_server_stops) {
    const auto server = start(endless);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(over(unpaused_and_one + 1)));
    expect_answers(wire, unpaused_and_one, 429);
    server->stop();
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(PausedConnection, is_cut_when_it_has_been_idle_for_too_long) {
    options.idle_time_max = milliseconds(30);
    const auto server = start(endless);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(over(unpaused_and_one)));
    expect_answers(wire, unpaused_and_one, 429);
    EXPECT_TRUE(wire.ends_here());
    server->stop();  // its timer holds up nothing
}

TEST_F(PausedConnection, tells_a_request_that_came_in_part_that_it_is_late) {
    options.header_time_max = milliseconds(30);
    const auto server = start(short_ones);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(over(unpaused_and_one) + "GET /over HT"));
    expect_answers(wire, unpaused_and_one, 429);
    EXPECT_EQ(status_of_next(wire), 408);
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(PausedConnection, gives_its_place_back_when_its_client_has_gone) {
    options.connections_max = 1;
    options.idle_time_max = std::chrono::hours(1);
    const auto server = start({milliseconds(20), milliseconds(20)});
    {
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(over(unpaused_and_one)));
        expect_answers(wire, unpaused_and_one, 429);
    }
    const auto is_let_in = [&] {
        Wire wire(server->port());
        return wire.send(get("/")) && status_of_next(wire) == 200;
    };
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    bool let_in = false;
    while (!let_in && std::chrono::steady_clock::now() < patience)
        let_in = is_let_in();
    EXPECT_TRUE(let_in);
}

}  // namespace
}  // namespace http
