#include "http/event_stream.hpp"
#include "http/server.hpp"
#include "tls_wire.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Answer with(std::shared_ptr<EventStream> stream) {
    Answer answer;
    answer.content_type = "text/event-stream";
    answer.events = std::move(stream);
    return answer;
}

/// A server that answers `/events` with its one stream and anything else with nothing.
class EventAnswer : public testing::Test {
protected:
    static ServerOptions quick() {
        ServerOptions options;
        options.threads = 1;
        options.linger_time_max = milliseconds(20);
        options.drain_time_max = std::chrono::hours(1);
        return options;
    }

    std::unique_ptr<Server> serve(ServerOptions options) {
        return started(std::move(options), [this](const Request& request) {
            return request.path == "/events" ? with(stream) : Answer{};
        });
    }

    /// Beats until the stream is over; false when that takes absurdly long.
    bool beat_to_the_end() {
        const auto patience_ends = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (stream->beat()) {
            if (std::chrono::steady_clock::now() > patience_ends) return false;
            std::this_thread::sleep_for(milliseconds(5));
        }
        return true;
    }

    std::shared_ptr<EventStream> stream = std::make_shared<EventStream>();
};

TEST_F(EventAnswer, events_arrive_as_they_are_sent_and_their_end_closes) {
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    const std::string head = wire.read_past("\r\n\r\n").value();
    EXPECT_THAT(head, HasSubstr("Content-Type: text/event-stream\r\n"));
    EXPECT_THAT(head, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(head, Not(HasSubstr("Content-Length")));
    for (const std::string number : {"1", "2", "3"}) {
        ASSERT_TRUE(stream->send("call", number));
        EXPECT_EQ(wire.read_past("\n\n"), "event: call\ndata: " + number + "\n\n");
        ASSERT_TRUE(stream->beat());
        EXPECT_EQ(wire.read_past("\n\n"), ":\n\n");
    }
    stream->end();
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(EventAnswer, the_rest_is_sent_with_the_end) {
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    ASSERT_TRUE(wire.read_past("\r\n\r\n").has_value());
    const std::string data(60'000, 'x');
    ASSERT_TRUE(stream->send("large", data));
    stream->end();
    EXPECT_EQ(wire.read_to_end(), "event: large\ndata: " + data + "\n\n");
}

TEST_F(EventAnswer, waiting_for_events_is_not_too_slow) {
    ServerOptions options = quick();
    options.idle_time_max = milliseconds(20);
    options.header_time_max = milliseconds(20);
    options.body_time_max = milliseconds(20);
    options.write_time_max = milliseconds(20);
    const auto server = serve(options);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    ASSERT_TRUE(wire.read_past("\r\n\r\n").has_value());
    std::this_thread::sleep_for(milliseconds(200));
    ASSERT_TRUE(stream->send("late", ""));
    EXPECT_TRUE(wire.read_past("event: late\ndata: \n\n").has_value());
}

TEST_F(EventAnswer, goes_through_tls) {
    const MadeIdentity identity("events.example");
    ServerOptions options = quick();
    options.tls = identity.files();
    const auto server = serve(options);
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    ASSERT_TRUE(stream->send("call", "1"));
    stream->end();
    EXPECT_THAT(wire.read_to_end(), EndsWith("\r\n\r\nevent: call\ndata: 1\n\n"));
    EXPECT_TRUE(wire.ended_well());
}

TEST_F(EventAnswer, stop_waits_for_no_listener) {
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    ASSERT_TRUE(wire.read_past("\r\n\r\n").has_value());
    server->stop();  // would wait an hour
    EXPECT_FALSE(stream->beat());
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(EventAnswer, is_over_when_its_client_has_gone) {
    const auto server = serve(quick());
    {
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(get("/events")));
        ASSERT_TRUE(wire.read_past("\r\n\r\n").has_value());
    }
    EXPECT_TRUE(beat_to_the_end());
}

TEST_F(EventAnswer, a_client_that_reads_no_event_is_cut) {
    ServerOptions options = quick();
    options.write_time_max = milliseconds(50);
    const auto server = serve(options);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/events")));
    ASSERT_TRUE(wire.read_past("\r\n\r\n").has_value());
    Wire other(server->port());
    const std::string data(16'000, 'x');
    std::size_t accepted = 0;
    while (stream->send("large", data)) {
        ++accepted;
        // The one io thread has taken what it could when it has answered this.
        ASSERT_TRUE(other.send(get("/")));
        ASSERT_TRUE(other.read_answer().has_value());
    }
    server->stop();  // returns once the connection is cut
    EXPECT_LT(wire.read_to_end().size(), accepted * data.size());
}

TEST_F(EventAnswer, is_over_when_it_comes_after_the_server_has_gone) {
    std::promise<Reply> asked;
    ServerOptions options = quick();
    options.drain_time_max = milliseconds(20);
    auto server = Server::start(
        options, [&](const Request&, Reply reply) { asked.set_value(std::move(reply)); });
    Wire wire((*server)->port());
    ASSERT_TRUE(wire.send(get("/events")));
    const Reply reply = asked.get_future().get();
    (*server)->stop();
    ASSERT_TRUE(stream->beat());
    reply(with(stream));
    EXPECT_FALSE(stream->beat());
}

TEST_F(EventAnswer, may_be_a_late_answer) {
    std::promise<Reply> asked;
    const auto server = Server::start(
        quick(), [&](const Request&, Reply reply) { asked.set_value(std::move(reply)); });
    Wire wire((*server)->port());
    ASSERT_TRUE(wire.send(get("/events")));
    asked.get_future().get()(with(stream));
    ASSERT_TRUE(stream->send("call", "1"));
    EXPECT_THAT(wire.read_past("\ndata: 1\n\n").value(), EndsWith("event: call\ndata: 1\n\n"));
    stream->end();
    EXPECT_TRUE(wire.ends_here());
}

}  // namespace
}  // namespace http
