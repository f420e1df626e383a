#include "http/server.hpp"
#include "wire.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;

struct Asked {
    Request request;
    Reply reply;
};

/// Requests that wait for a test to answer them.
class Desk {
public:
    LaterHandler handler() {
        return [this](Request request, Reply reply) {
            {
                const std::lock_guard lock(mutex_);
                asked_.push_back({std::move(request), std::move(reply)});
            }
            came_.notify_all();
        };
    }
    Asked next() {
        std::unique_lock lock(mutex_);
        base::check(
            came_.wait_for(lock, std::chrono::seconds(60), [this] { return !asked_.empty(); }),
            "a request comes");
        Asked first = std::move(asked_.front());
        asked_.pop_front();
        return first;
    }
    bool is_empty() const {
        const std::lock_guard lock(mutex_);
        return asked_.empty();
    }

private:
    mutable std::mutex mutex_;
    std::condition_variable came_;
    std::deque<Asked> asked_;
};

Answer saying(std::string body) {
    Answer answer;
    answer.body = std::move(body);
    return answer;
}

ServerOptions quick() {
    ServerOptions options;
    options.threads = 1;
    options.linger_time_max = milliseconds(20);
    return options;
}

std::unique_ptr<Server> started_later(ServerOptions options, LaterHandler handler) {
    auto server = Server::start(std::move(options), std::move(handler));
    base::check(server.has_value(), "the server starts");
    return std::move(*server);
}

TEST(LateAnswer, ComesFromAnotherThreadOnAKeptConnection) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Wire wire(server->port());
    for (const std::string body : {"one", "two"}) {
        ASSERT_TRUE(wire.send(get("/" + body)));
        Asked asked = desk.next();
        EXPECT_EQ(asked.request.path, "/" + body);
        std::thread([&] { asked.reply(saying(body)); }).join();
        const auto answer = wire.read_answer();
        ASSERT_TRUE(answer.has_value());
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, body);
    }
}

TEST(LateAnswer, MayBeGivenAtOnce) {
    const auto server = started_later(
        quick(), [](const Request& request, const Reply& reply) { reply(saying(request.path)); });
    Wire wire(server->port());
    for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(i);
        ASSERT_TRUE(wire.send(get(path)));
        EXPECT_EQ(wire.read_answer()->body, path);
    }
}

TEST(LateAnswer, ConnectionsOfOneThreadDoNotWaitForEachOther) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Wire first(server->port());
    ASSERT_TRUE(first.send(get("/first")));
    Asked of_first = desk.next();
    Wire second(server->port());
    ASSERT_TRUE(second.send(get("/second")));
    desk.next().reply(saying("second"));
    EXPECT_EQ(second.read_answer()->body, "second");
    of_first.reply(saying("first"));
    EXPECT_EQ(first.read_answer()->body, "first");
}

TEST(LateAnswer, PipelinedRequestsAreAskedOneAfterTheOther) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/1") + get("/2") + get("/3")));
    for (const std::string path : {"/1", "/2", "/3"}) {
        Asked asked = desk.next();
        EXPECT_EQ(asked.request.path, path);
        EXPECT_TRUE(desk.is_empty());
        asked.reply(saying(path));
        EXPECT_EQ(wire.read_answer()->body, path);
    }
}

TEST(LateAnswer, OnlyTheFirstCounts) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    Asked asked = desk.next();
    const Reply copy = asked.reply;
    asked.reply(saying("first"));
    copy(saying("second"));
    EXPECT_EQ(wire.read_answer()->body, "first");
    ASSERT_TRUE(wire.send(get("/next", "Connection: close\r\n")));
    desk.next().reply(saying("next"));
    EXPECT_EQ(wire.read_answer()->body, "next");
    EXPECT_TRUE(wire.ends_here());
}

TEST(LateAnswer, ARequestThatIsForgottenIs500) {
    KeptEvents events;
    ServerOptions options = quick();
    options.observer = &events;
    const auto server = started_later(options, [](const Request&, const Reply&) {});
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    EXPECT_EQ(wire.read_answer()->status, 500);
    EXPECT_EQ(events.with("http_handler_failed").size(), 1u);
}

TEST(LateAnswer, AHandlerThatThrowsIs500) {
    const auto server = started_later(
        quick(), [](const Request&, const Reply&) { throw std::runtime_error("planted secret"); });
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    const auto answer = wire.read_answer();
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->body.find("planted"), std::string::npos);
}

TEST(LateAnswer, WhatIsThrownAfterTheAnswerChangesNothing) {
    const auto server = started_later(quick(), [](const Request&, const Reply& reply) {
        reply(saying("done"));
        throw std::runtime_error("too late");
    });
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    EXPECT_EQ(wire.read_answer()->body, "done");
}

TEST(LateAnswer, AfterTheClientHasGoneIsHarmless) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Asked left;
    {
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(get("/left")));
        left = desk.next();
    }
    left.reply(saying(std::string(1'000'000, 'x')));
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    desk.next().reply(saying("still there"));
    EXPECT_EQ(wire.read_answer()->body, "still there");
}

TEST(LateAnswer, StopWaitsForIt) {
    Desk desk;
    const auto server = started_later(quick(), desk.handler());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    Asked asked = desk.next();
    Wire idle(server->port());
    ASSERT_TRUE(idle.send(get("/idle")));
    desk.next().reply(saying("idle"));
    ASSERT_TRUE(idle.read_answer().has_value());
    std::thread stopping([&] { server->stop(); });
    EXPECT_TRUE(idle.ends_here());  // it drains now
    asked.reply(saying("done"));
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body, "done");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
    stopping.join();
}

TEST(LateAnswer, StopWaitsNoLongerThanItMayAndALaterOneIsHarmless) {
    Desk desk;
    ServerOptions options = quick();
    options.drain_time_max = milliseconds(50);
    auto server = started_later(options, desk.handler());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    Asked asked = desk.next();
    server->stop();
    EXPECT_TRUE(wire.ends_here());
    asked.reply(saying("too late"));
    server.reset();
    asked.reply(saying("far too late"));
}

TEST(LateAnswer, OneThatIsDroppedAfterTheServerHasGoneIsHarmless) {
    Desk desk;
    ServerOptions options = quick();
    options.drain_time_max = milliseconds(20);
    auto server = started_later(options, desk.handler());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    Asked asked = desk.next();
    server.reset();
    EXPECT_TRUE(wire.ends_here());
    asked.reply = nullptr;
}

TEST(LateAnswer, ManyThreadsAnswerManyConnections) {
    Desk desk;
    ServerOptions options = quick();
    options.threads = 2;
    const auto server = started_later(options, desk.handler());
    constexpr int connections = 8;
    constexpr int requests = 40;
    std::vector<std::thread> clients;
    std::atomic<int> right = 0;
    for (int c = 0; c < connections; ++c) {
        clients.emplace_back([&, c] {
            Wire wire(server->port());
            for (int i = 0; i < requests; ++i) {
                const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
                wire.send(get(path));
                const auto answer = wire.read_answer();
                if (answer && answer->body == path) ++right;
            }
        });
    }
    std::vector<std::thread> answering;
    for (int t = 0; t < 4; ++t) {
        answering.emplace_back([&] {
            for (int i = 0; i < connections * requests / 4; ++i) {
                Asked asked = desk.next();
                asked.reply(saying(asked.request.path));
            }
        });
    }
    for (std::thread& thread : answering)
        thread.join();
    for (std::thread& thread : clients)
        thread.join();
    EXPECT_EQ(right, connections * requests);
}

}  // namespace
}  // namespace http
