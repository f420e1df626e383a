#include "w3/live/passage.hpp"

#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

namespace w3::live {
namespace {

using Then = Passage::Then;

http::ReceivedEvent numbered(std::string name, int seq, std::string id) {
    return {std::move(name), R"({"seq":)" + std::to_string(seq) + R"(,"at":"t"})", std::move(id)};
}

/// One page's passage: what was passed on, as `name seq id`, and what to do then.
class PassageTest : public testing::Test {
protected:
    std::string take(const http::ReceivedEvent& event, Then then = Then::go_on) {
        const auto taken = passage_.take(event);
        EXPECT_EQ(taken.then, then) << event.name << " " << event.data;
        return taken.passed ? told(*taken.passed) : "";
    }
    std::string take(const std::string& name, int seq, const std::string& id,
                     Then then = Then::go_on) {
        return take(numbered(name, seq, id), then);
    }
    std::string lose_link() {
        const auto passed = passage_.lose_link({1'790'000'000 * base::us_per_second});
        return passed ? told(*passed) : "";
    }
    static std::string told(const PassedEvent& event) {
        constexpr std::string_view number = R"("seq":)";
        const std::size_t at = event.data.find(number);
        const std::string seq =
            at == std::string::npos
                ? "-"
                : event.data.substr(at + number.size(), event.data.find(',') - at - number.size());
        return event.name + " " + seq + " " + event.id;
    }

    Passage passage_{""};
};

TEST_F(PassageTest, one_connection_is_passed_on_as_it_is) {
    EXPECT_EQ(passage_.connect(), "");
    EXPECT_FALSE(passage_.is_heard());
    const auto taken = passage_.take({"snapshot", R"({"seq":1,"at":"t","items":[{"a":1}]})", "x"});
    EXPECT_EQ(taken.passed,
              (PassedEvent{"snapshot", R"({"seq":1,"at":"t","items":[{"a":1}]})", "x"}));
    EXPECT_TRUE(passage_.is_heard());
    EXPECT_EQ(take("call-started", 2, "y"), "call-started 2 y");
    EXPECT_EQ(take("call-changed", 3, "z"), "call-changed 3 z");
    EXPECT_EQ(take("call-ended", 4, "w"), "call-ended 4 w");
}

TEST_F(PassageTest, the_page_does_not_notice_when_a_connection_is_followed_by_another) {
    passage_.connect();
    take("snapshot", 1, "a");
    take("call-started", 2, "b");
    EXPECT_EQ(take({"closed", R"({"reason":"token_expired"})", "b"}, Then::connect), "");
    EXPECT_EQ(passage_.connect(), "b");
    EXPECT_FALSE(passage_.is_heard());
    EXPECT_EQ(take("resumed", 1, "b"), "");
    EXPECT_TRUE(passage_.is_heard());
    EXPECT_EQ(take("call-ended", 2, "c"), "call-ended 3 c");
    // What was missed can no more be told: it begins anew.
    EXPECT_EQ(passage_.connect(), "c");
    EXPECT_EQ(take("snapshot", 1, "d"), "snapshot 4 d");
    EXPECT_EQ(take("call-started", 2, "e"), "call-started 5 e");
}

TEST_F(PassageTest, the_page_is_told_that_what_it_had_goes_on) {
    passage_ = Passage("seen");
    EXPECT_EQ(passage_.connect(), "seen");
    EXPECT_EQ(passage_.connect(), "seen") << "until edgvoip has answered to it";
    EXPECT_EQ(take("resumed", 1, "r"), "resumed 1 r");
    EXPECT_EQ(take("call-started", 2, "s"), "call-started 2 s");
    EXPECT_EQ(passage_.connect(), "s");
    EXPECT_EQ(take("resumed", 1, "s"), "") << "that was not the page's question";
}

TEST_F(PassageTest, a_snapshot_answers_the_page_too) {
    passage_ = Passage("seen");
    passage_.connect();
    EXPECT_EQ(take("snapshot", 1, "a"), "snapshot 1 a");
    passage_.connect();
    EXPECT_EQ(take("resumed", 1, "a"), "");
}

TEST_F(PassageTest, a_link_that_is_down_is_told_once_and_followed_by_a_snapshot) {
    passage_.connect();
    take("snapshot", 1, "a");
    EXPECT_EQ(take({"link-down", R"({"at":"t"})", "a"}), "link-down - ");
    EXPECT_EQ(take({"link-down", R"({"at":"t"})", "a"}), "");
    EXPECT_EQ(lose_link(), "");
    EXPECT_EQ(passage_.connect(), "");
    EXPECT_EQ(take({"link-down", R"({"at":"t"})", ""}), "");
    EXPECT_TRUE(passage_.is_heard());
    EXPECT_EQ(take("snapshot", 1, "b"), "snapshot 2 b");
    EXPECT_EQ(lose_link(), "link-down - ") << "the next time it is news again";
    EXPECT_EQ(passage_.connect(), "");
}

TEST_F(PassageTest, a_link_that_is_lost_is_told_with_the_time) {
    passage_ = Passage("seen");
    passage_.connect();
    const auto passed = passage_.lose_link({1'790'000'000 * base::us_per_second});
    EXPECT_EQ(passed, (PassedEvent{"link-down", R"({"at":"2026-09-21T14:13:20Z"})", ""}));
    EXPECT_FALSE(passage_.is_heard());
    EXPECT_EQ(passage_.connect(), "") << "the page waits for a snapshot";
    EXPECT_EQ(take("resumed", 1, "r", Then::connect_later), "");
}

TEST_F(PassageTest, a_snapshot_may_come_at_any_time) {
    passage_.connect();
    take("snapshot", 1, "a");
    EXPECT_EQ(take("snapshot", 7, "b"), "snapshot 2 b");
    EXPECT_EQ(take("call-started", 8, "c"), "call-started 3 c");
}

TEST_F(PassageTest, a_gap_is_no_ground_to_go_on) {
    for (const int seq : {1, 3, 0, -5}) {
        passage_ = Passage("");
        passage_.connect();
        take("snapshot", 1, "a");
        EXPECT_EQ(take("call-started", seq, "b", Then::connect_later), "");
        EXPECT_EQ(passage_.connect(), "");
        EXPECT_EQ(take("snapshot", 1, "c"), "snapshot 2 c");
    }
}

TEST_F(PassageTest, a_change_without_ground_is_refused) {
    passage_.connect();
    EXPECT_EQ(take("call-started", 1, "a", Then::connect_later), "");
    passage_.connect();
    take("snapshot", 1, "a");
    take({"link-down", "{}", "a"});
    EXPECT_EQ(take("call-started", 2, "b", Then::connect_later), "");
}

TEST_F(PassageTest, a_resumption_that_nobody_asked_for_is_refused) {
    passage_.connect();
    EXPECT_EQ(take("resumed", 1, "a", Then::connect_later), "");
    passage_.connect();
    take("snapshot", 1, "a");
    EXPECT_EQ(take("resumed", 2, "b", Then::connect_later), "");
}

TEST_F(PassageTest, what_is_no_event_of_live_calls_is_refused) {
    for (const char* data : {"", "[1]", "{", R"({"seq":"1"})", R"({"seq":1.5})", "{}"}) {
        passage_.connect();
        EXPECT_EQ(take({"snapshot", data, "a"}, Then::connect_later), "") << data;
        EXPECT_FALSE(passage_.is_heard());
    }
    EXPECT_EQ(take({"link-down", "no object", ""}, Then::connect_later), "");
}

TEST_F(PassageTest, events_of_another_name_are_not_passed_on_and_counted) {
    passage_.connect();
    EXPECT_EQ(take({"news", R"({"a":1})", ""}), "");
    take("snapshot", 1, "a");
    EXPECT_EQ(take("call-praised", 2, "b"), "");
    EXPECT_EQ(take({"news", R"({"a":1})", "b"}), "");
    EXPECT_EQ(take("call-ended", 3, "c"), "call-ended 2 c");
}

TEST_F(PassageTest, an_id_that_no_header_takes_is_none) {
    EXPECT_EQ(Passage("a\tb").connect(), "");
    EXPECT_EQ(Passage(std::string(limits::live_id_bytes_max + 1, 'x')).connect(), "");
    const std::string longest(limits::live_id_bytes_max, 'x');
    EXPECT_EQ(Passage(longest).connect(), longest);
    passage_.connect();
    EXPECT_EQ(take("snapshot", 1, "a\tb"), "snapshot 1 ");
    EXPECT_EQ(passage_.connect(), "");
}

}  // namespace
}  // namespace w3::live
