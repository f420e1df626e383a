#include "http/event_stream.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace http {
namespace {

using base::limits::event_stream_bytes_max;

const std::string empty_event = "event: \ndata: \n\n";

TEST(EventStream, gives_what_was_put_in_once_and_in_its_order) {
    EventStream stream;
    EXPECT_TRUE(stream.send("call", "{\"id\":1}"));
    EXPECT_TRUE(stream.beat());
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_EQ(stream.take(),
              "event: call\ndata: {\"id\":1}\n\n"
              ":\n\n"
              "event: \ndata: \n\n");
    EXPECT_EQ(stream.take(), "");
    EXPECT_FALSE(stream.is_over());
}

TEST(EventStream, takes_no_text_that_would_be_several_lines) {
    EventStream stream;
    for (const char* lines : {"a\nb", "a\r", "\n"}) {
        EXPECT_THROW(stream.send(lines, "data"), base::Bug);
        EXPECT_THROW(stream.send("event", lines), base::Bug);
    }
    EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, gives_an_event_the_id_it_was_sent_with) {
    EventStream stream;
    EXPECT_TRUE(stream.send("call", "{}", "7 a"));
    EXPECT_TRUE(stream.send("call", "{}"));
    EXPECT_EQ(stream.take(), "id: 7 a\nevent: call\ndata: {}\n\nevent: call\ndata: {}\n\n");
    EXPECT_THROW(stream.send("call", "{}", "7\n"), base::Bug);
    EXPECT_THROW(stream.send("call", "{}", std::string_view("7\0", 2)), base::Bug);
    EXPECT_EQ(stream.take(), "");
}

TEST(EventStream, sends_what_waits_at_its_end_and_nothing_later) {
    EventStream stream;
    EXPECT_TRUE(stream.beat());
    stream.end();
    stream.end();
    EXPECT_TRUE(stream.is_over());
    EXPECT_FALSE(stream.send("late", ""));
    EXPECT_FALSE(stream.beat());
    EXPECT_EQ(stream.take(), ":\n\n");
}

TEST(EventStream, is_over_when_more_waits_than_may) {
    EventStream stream;
    const std::string half(event_stream_bytes_max / 2 - empty_event.size(), 'x');
    EXPECT_TRUE(stream.send("", half));
    EXPECT_TRUE(stream.send("", half));
    EXPECT_EQ(stream.take().size(), event_stream_bytes_max) << "there is room again";
    EXPECT_TRUE(stream.send("", half));
    EXPECT_TRUE(stream.send("", half));
    EXPECT_FALSE(stream.is_over());
    EXPECT_FALSE(stream.beat());
    EXPECT_TRUE(stream.is_over());
    EXPECT_EQ(stream.take().size(), event_stream_bytes_max);
    EXPECT_FALSE(stream.beat()) << "room changes nothing any more";
}

TEST(EventStream, lets_as_much_wait_as_it_was_made_for) {
    EventStream stream(2 * empty_event.size());
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_FALSE(stream.beat());
    EXPECT_TRUE(stream.is_over());
}

TEST(EventStream, says_instead_of_what_waits_that_the_client_is_too_slow) {
    EventStream stream(2 * empty_event.size());
    stream.when_too_slow("closed", "{\"reason\":\"too_slow\"}");
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_EQ(stream.take(), empty_event) << "what was taken is on its way";
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_TRUE(stream.send("", ""));
    EXPECT_FALSE(stream.send("", ""));
    EXPECT_TRUE(stream.is_over());
    EXPECT_EQ(stream.take(), "event: closed\ndata: {\"reason\":\"too_slow\"}\n\n");
    EXPECT_FALSE(stream.beat());
    stream.end();
    EXPECT_EQ(stream.take(), "") << "it is said once";
}

TEST(EventStream, says_nothing_of_slowness_when_it_ends_otherwise) {
    EventStream stream;
    stream.when_too_slow("closed", "{}");
    EXPECT_TRUE(stream.send("", ""));
    stream.end();
    EXPECT_EQ(stream.take(), empty_event);
    EXPECT_THROW(stream.when_too_slow("a\n", ""), base::Bug);
}

TEST(EventStream, wakes_once_when_there_are_news) {
    EventStream stream;
    int woken = 0;
    stream.on_news([&] { ++woken; });
    EXPECT_EQ(woken, 0);
    stream.beat();
    stream.beat();
    stream.end();
    EXPECT_EQ(woken, 1);
}

TEST(EventStream, wakes_at_once_when_bytes_wait_or_it_is_over) {
    EventStream stream;
    int woken = 0;
    stream.beat();
    stream.on_news([&] { ++woken; });
    EXPECT_EQ(woken, 1);
    stream.take();
    stream.end();
    stream.on_news([&] { ++woken; });
    EXPECT_EQ(woken, 2);
}

TEST(EventStream, wakes_at_its_end_for_whatever_reason) {
    const auto is_woken_by = [](auto action) {
        EventStream stream;
        bool woken = false;
        stream.on_news([&] { woken = stream.is_over(); });  // calls it: no lock is held
        action(stream);
        return woken;
    };
    EXPECT_TRUE(is_woken_by([](EventStream& stream) { stream.end(); }));
    EXPECT_TRUE(is_woken_by(
        [](EventStream& stream) { stream.send("", std::string(event_stream_bytes_max, 'x')); }));
}

TEST(EventStream, loses_and_mixes_nothing_between_threads) {
    constexpr int producers = 3;
    constexpr int events = 400;
    EventStream stream;
    std::vector<std::thread> threads;
    std::atomic<int> at_work = producers;
    for (int p = 0; p < producers; ++p) {
        threads.emplace_back(
            [&stream, &at_work, name = std::string(1, static_cast<char>('a' + p))] {
                for (int i = 0; i < events; ++i)
                    stream.send(name, std::to_string(i));
                if (--at_work == 0) stream.end();
            });
    }
    std::string taken;
    for (bool is_over = false; !is_over;) {
        std::promise<void> woken;
        stream.on_news([&woken] { woken.set_value(); });
        woken.get_future().wait();
        is_over = stream.is_over();
        taken += stream.take();
    }
    for (std::thread& thread : threads)
        thread.join();
    std::size_t bytes = 0;
    for (const std::string name : {"a", "b", "c"}) {
        std::size_t at = 0;
        for (int i = 0; i < events; ++i) {
            const std::string event = "event: " + name + "\ndata: " + std::to_string(i) + "\n\n";
            at = taken.find(event, at);
            ASSERT_NE(at, std::string::npos) << event;
            bytes += event.size();
        }
    }
    EXPECT_EQ(taken.size(), bytes);
}

TEST(EventStream, is_over_when_the_last_who_listens_goes) {
    const auto stream = std::make_shared<EventStream>();
    std::shared_ptr<EventStream> one = listening_to(stream);
    std::shared_ptr<EventStream> other = one;
    EXPECT_EQ(one, stream);
    one.reset();
    EXPECT_TRUE(stream->beat());
    other.reset();
    EXPECT_FALSE(stream->beat());
}

}  // namespace
}  // namespace http
