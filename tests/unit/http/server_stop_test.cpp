#include "http/server.hpp"
#include "wire.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;

/// One io thread that waits for no client once it has answered.
ServerOptions quick() {
    ServerOptions options;
    options.threads = 1;
    options.linger_time_max = milliseconds(20);
    return options;
}

Answer nothing(const Request&) {
    return {};
}

TEST(ServerStop, ClosesIdleConnectionsAtOnce) {
    auto server = started({}, nothing);
    Wire fresh(server->port());
    Wire used(server->port());
    ASSERT_TRUE(used.send(get("/")));
    ASSERT_TRUE(used.read_answer().has_value());
    server->stop();
    EXPECT_TRUE(fresh.ends_here());
    EXPECT_TRUE(used.ends_here());
}

TEST(ServerStop, FreesTheAddress) {
    auto server = started({}, nothing);
    ServerOptions again;
    again.listen = "127.0.0.1:" + std::to_string(server->port());
    server->stop();
    EXPECT_TRUE(Server::start(again, nothing).has_value());
}

TEST(ServerStop, MayBeCalledAgainAndByTheDestructor) {
    auto server = started({}, nothing);
    std::thread other([&] { server->stop(); });
    server->stop();
    other.join();
    server->stop();
    server.reset();
}

TEST(ServerStop, AnswersWhatIsInFlight) {
    std::promise<void> entered;
    std::promise<void> may_go_on;
    auto server = started(quick(), [&](const Request&) {
        entered.set_value();
        may_go_on.get_future().wait();
        Answer answer;
        answer.body = "done";
        return answer;
    });
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    entered.get_future().wait();
    std::thread stopping([&] { server->stop(); });
    may_go_on.set_value();
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body, "done");
    EXPECT_TRUE(wire.ends_here());
    stopping.join();
}

TEST(ServerStop, LetsARequestThatHasBegunComeToItsEnd) {
    ServerOptions options = quick();
    options.bodies = true;
    KeptEvents events;
    options.observer = &events;
    auto server = started(options, [](const Request& request) {
        Answer answer;
        answer.body = request.body;
        return answer;
    });
    Wire wire(server->port());
    // The answered request proves that the server has read the half one that came with it.
    ASSERT_TRUE(wire.send(get("/") + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nha"));
    ASSERT_TRUE(wire.read_answer().has_value());
    Wire idle(server->port());
    ASSERT_TRUE(idle.send(get("/")));
    ASSERT_TRUE(idle.read_answer().has_value());
    std::thread stopping([&] { server->stop(); });
    EXPECT_TRUE(idle.ends_here());  // it drains now
    ASSERT_TRUE(wire.send("lf"));
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body, "half");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
    stopping.join();
}

TEST(ServerStop, WaitsForAHalfSentRequestNoLongerThanItMay) {
    ServerOptions options = quick();
    options.drain_time_max = milliseconds(50);
    auto server = started(options, nothing);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/") + "GET / HT"));
    ASSERT_TRUE(wire.read_answer().has_value());
    server->stop();
    EXPECT_TRUE(wire.ends_here());
}

TEST(ServerStop, CutsNoAnswerUnderLoad) {
    ServerOptions options = quick();
    options.threads = 2;
    std::atomic<int> handled = 0;
    auto server = started(options, [&](const Request& request) {
        ++handled;
        Answer answer;
        answer.body = request.path + std::string(30'000, 'x');
        return answer;
    });
    std::atomic<int> answered = 0;
    std::atomic<int> cut = 0;
    std::vector<std::unique_ptr<Wire>> wires;
    for (int i = 0; i < 12; ++i)
        wires.push_back(std::make_unique<Wire>(server->port()));
    std::vector<std::thread> clients;
    for (const auto& wire : wires) {
        clients.emplace_back([&, connection = wire.get()] {
            while (connection->send(get("/"))) {
                const auto answer = connection->read_answer();
                if (!answer) {
                    if (connection->has_part_of_an_answer()) ++cut;
                    return;
                }
                ++answered;
                if (answer->field("Connection") == "close") return;
            }
        });
    }
    while (answered < 500)
        std::this_thread::yield();
    server->stop();
    for (std::thread& client : clients)
        client.join();
    EXPECT_EQ(cut, 0);
    EXPECT_EQ(answered, handled) << "whatever the handler did was read by its client";
}

}  // namespace
}  // namespace http
