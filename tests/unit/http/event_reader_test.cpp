#include "http/event_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t plenty = 1000;

/// What is read of the text in pieces of so many bytes.
std::vector<ReceivedEvent> read_in_pieces(std::string_view text, std::size_t bytes) {
    EventReader reader(plenty);
    std::vector<ReceivedEvent> events;
    for (; !text.empty(); text.remove_prefix(std::min(bytes, text.size())))
        EXPECT_TRUE(reader.take(text.substr(0, bytes), events));
    return events;
}

/// The same wherever the text is cut in two, and byte by byte.
std::vector<ReceivedEvent> read_events(std::string_view text) {
    const auto whole = read_in_pieces(text, text.size());
    EXPECT_EQ(read_in_pieces(text, 1), whole);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        EventReader reader(plenty);
        std::vector<ReceivedEvent> events;
        EXPECT_TRUE(reader.take(text.substr(0, cut), events));
        EXPECT_TRUE(reader.take(text.substr(cut), events));
        EXPECT_EQ(events, whole) << "cut at " << cut;
    }
    return whole;
}

ReceivedEvent event(std::string name, std::string data, std::string id = "") {
    return {std::move(name), std::move(data), std::move(id)};
}

TEST(EventReader, reads_name_data_and_id) {
    EXPECT_THAT(read_events("id: 7\nevent: call-started\ndata: {\"seq\":2}\n\n"
                            ": heartbeat\n\n"
                            "event: link-down\ndata: {}\n\n"
                            "data: x\nid\n\n"),
                ElementsAre(event("call-started", "{\"seq\":2}", "7"),
                            event("link-down", "{}", "7"), event("message", "x")));
}

TEST(EventReader, lines_end_in_three_ways_and_in_each_mixture) {
    for (const std::string end : {"\n", "\r", "\r\n"}) {
        EXPECT_THAT(read_events("event: a" + end + "data: 1" + end + end + "data: 2" + end + end),
                    ElementsAre(event("a", "1"), event("message", "2")))
            << end.size();
    }
    EXPECT_THAT(read_events("data: 1\r\n\rdata: 2\n\r\ndata: 3\r\r\n\n"),
                ElementsAre(event("message", "1"), event("message", "2"), event("message", "3")));
    EXPECT_THAT(read_events("data: 1\n\r\n"), ElementsAre(event("message", "1")));
}

TEST(EventReader, one_space_behind_the_colon_is_none_of_the_value) {
    EXPECT_THAT(read_events("data:x\n\ndata:  x \n\ndata\n\ndata:\n\n"),
                ElementsAre(event("message", "x"), event("message", " x "), event("message", ""),
                            event("message", "")));
}

TEST(EventReader, lines_of_data_are_joined) {
    EXPECT_THAT(read_events("data: YHOO\ndata: +2\ndata\ndata:10:1\n\n"),
                ElementsAre(event("message", "YHOO\n+2\n\n10:1")));
}

TEST(EventReader, an_event_without_data_is_none_and_its_name_is_forgotten) {
    EXPECT_THAT(read_events("event: a\nid: 1\n\ndata: x\n\n"),
                ElementsAre(event("message", "x", "1")));
}

TEST(EventReader, other_fields_and_comments_are_skipped) {
    EXPECT_THAT(read_events(":\n:data: y\nretry: 10\nData: y\n data: y\ndatax: y\ndata: x\n\n"),
                ElementsAre(event("message", "x")));
}

TEST(EventReader, an_id_with_a_nul_is_skipped) {
    EXPECT_THAT(read_events(std::string_view("id: 1\nid: 2\0\ndata: x\n\n", 22)),
                ElementsAre(event("message", "x", "1")));
}

TEST(EventReader, a_byte_order_mark_counts_at_the_beginning_only) {
    EXPECT_THAT(read_events("\xEF\xBB\xBF"
                            "data: x\n\n\xEF\xBB\xBF"
                            "data: y\n\n"),
                ElementsAre(event("message", "x")));
    EXPECT_THAT(read_events("\xEF\xBB\xBF\ndata: x\n\n"), ElementsAre(event("message", "x")));
}

TEST(EventReader, what_the_end_cuts_off_is_no_event) {
    EXPECT_THAT(read_events("data: x"), IsEmpty());
    EXPECT_THAT(read_events("data: x\n"), IsEmpty());
    EXPECT_THAT(read_events(""), IsEmpty());
}

TEST(EventReader, what_is_no_utf8_comes_out_as_it_came) {
    EXPECT_THAT(read_events("data: \xC3\n\n"), ElementsAre(event("message", "\xC3")));
}

TEST(EventReader, is_as_long_as_it_may_be_and_no_byte_longer) {
    constexpr std::size_t most = 20;
    const std::string fits = "data: 1\n\ndata:" + std::string(most - 5, 'x') + "\n\n";
    const std::string is_longer = "data: 1\n\ndata:" + std::string(most - 4, 'x');
    const std::string adds_up = "data: 1\n\ndata:123456789\ndata:123456\n\n";
    for (const std::size_t piece : {1u, 3u, 100u}) {
        const auto outcome = [&](std::string_view text) {
            EventReader reader(most);
            std::vector<ReceivedEvent> events;
            base::Result<void> taken;
            for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
                taken = reader.take(text.substr(0, piece), events);
            return std::pair(taken.has_value(), events.size());
        };
        EXPECT_EQ(outcome(fits), std::pair(true, std::size_t{2})) << piece;
        EXPECT_EQ(outcome(is_longer), std::pair(false, std::size_t{1})) << piece;
        EXPECT_EQ(outcome(adds_up), std::pair(false, std::size_t{1})) << piece;
        EXPECT_EQ(outcome(": " + std::string(most, 'x')), std::pair(false, std::size_t{0}));
    }
}

TEST(EventReader, that_met_one_too_long_reads_nothing_more) {
    EventReader reader(5);
    std::vector<ReceivedEvent> events;
    const auto taken = reader.take("data: x\n\n", events);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().fault, base::Fault::exhausted);
    EXPECT_FALSE(reader.take("\n\ndata\n\n", events));
    EXPECT_THAT(events, IsEmpty());
}

}  // namespace
}  // namespace http
