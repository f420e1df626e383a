#include "http/server.hpp"
#include "wire.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;

// More than the kernel takes in for a client that reads nothing.
constexpr std::size_t large = std::size_t{64} * 1024 * 1024;

/// A server whose stop() waits for its one answer, which is large, to be taken or cut.
class SlowReader : public testing::Test {
protected:
    std::unique_ptr<Server> start(milliseconds stretch) {
        ServerOptions options;
        options.threads = 1;
        options.write_time_max = stretch;
        options.linger_time_max = milliseconds(20);
        options.drain_time_max = std::chrono::hours(1);
        return started(options, [this](const Request&) {
            entered.set_value();
            Answer answer;
            answer.body.assign(large, 'x');
            return answer;
        });
    }

    std::promise<void> entered;
};

TEST_F(SlowReader, that_reads_nothing_is_cut) {
    const auto server = start(milliseconds(50));
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    entered.get_future().wait();
    server->stop();  // returns once the connection is cut
    EXPECT_FALSE(wire.read_answer().has_value());
    EXPECT_TRUE(wire.has_part_of_an_answer());
}

TEST_F(SlowReader, that_reads_a_byte_now_and_then_is_cut) {
    const auto server = start(milliseconds(50));
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    entered.get_future().wait();
    std::atomic<bool> ended = false;
    std::thread trickle([&] {
        while (!ended && wire.receive(1))
            std::this_thread::sleep_for(milliseconds(1));
    });
    server->stop();
    ended = true;
    trickle.join();
    EXPECT_FALSE(wire.read_answer().has_value());
}

TEST_F(SlowReader, that_goes_on_reading_gets_all_of_an_answer_that_takes_many_stretches) {
    constexpr milliseconds stretch(1000);
    const auto server = start(stretch);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    const auto slow_until = std::chrono::steady_clock::now() + 5 * stretch / 2;
    while (std::chrono::steady_clock::now() < slow_until) {
        ASSERT_TRUE(wire.receive(16 * 1024));
        std::this_thread::sleep_for(milliseconds(5));
    }
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body.size(), large);
}

}  // namespace
}  // namespace http
