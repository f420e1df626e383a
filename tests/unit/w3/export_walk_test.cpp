#include "w3/exports/walk.hpp"
#include "w3/people/limits.hpp"
#include "w3/reader/pace.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <vector>

namespace w3::exports {
namespace {

using std::chrono::milliseconds;
using Answers = std::deque<base::Result<http::Response>>;

http::Response response(int status, std::string body = "", http::Headers headers = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

std::string page_text(const std::string& items, const std::string& next_cursor, int total = 4) {
    return R"({"items":)" + items + R"(,"total":)" + std::to_string(total) + R"(,"next_cursor":)" +
           (next_cursor.empty() ? "null" : "\"" + next_cursor + "\"") + "}";
}

/// An edgvoip that gives the answers it was told, and a time that passes while somebody rests.
class WalkTest : public testing::Test {
protected:
    Asking asking() {
        return Asking(
            [this](const std::string& target) -> base::Result<http::Response> {
                asked_.push_back(target);
                if (answers_.empty()) return base::unavailable("nobody listens");
                auto answer = std::move(answers_.front());
                answers_.pop_front();
                return answer;
            },
            [this](milliseconds time) {
                rests_.push_back(time);
                clock_.set({clock_.now().us + time.count() * 1000});
                return --rests_left_ > 0;
            },
            clock_);
    }

    std::optional<Failure> walk(const std::string& first) {
        Asking patient = asking();
        return walk_calls(read_page(first).value(), patient, [this](const auto& calls) {
            for (const auto& call : calls)
                calls_.push_back(call.as_int64());
            return std::optional<Failure>();
        });
    }

    base::FixedClock clock_{base::Instant{0}};
    Answers answers_;
    int rests_left_ = 100'000;
    std::vector<std::string> asked_;
    std::vector<milliseconds> rests_;
    std::vector<std::int64_t> calls_;
};

TEST_F(WalkTest, goes_from_cursor_to_cursor_to_the_end) {
    answers_ = {response(200, page_text("[3]", "b/c")), response(200, page_text("[4]", ""))};
    EXPECT_EQ(walk(page_text("[1,2]", "a")), std::nullopt);
    EXPECT_EQ(calls_, (std::vector<std::int64_t>{1, 2, 3, 4}));
    EXPECT_EQ(asked_, (std::vector<std::string>{"/api/cdr?cursor=a", "/api/cdr?cursor=b/c"}));
}

TEST_F(WalkTest, waits_where_edgvoip_says_so_or_is_away_and_goes_on) {
    answers_ = {response(429, "", {{"Retry-After", "7"}}), base::unavailable("nobody listens"),
                response(503), response(200, page_text("[2]", ""))};
    EXPECT_EQ(walk(page_text("[1]", "a")), std::nullopt);
    EXPECT_EQ(calls_, (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(asked_.size(), 4u);
    EXPECT_EQ(rests_, (std::vector<milliseconds>{milliseconds(0), milliseconds(7000),
                                                 milliseconds(2000), milliseconds(2000)}));
}

TEST_F(WalkTest, gives_up_when_edgvoip_stays_away) {
    EXPECT_EQ(walk(page_text("[1]", "a")), Failure::calls_unavailable);
    EXPECT_GT(clock_.now().us, limits::export_patience_seconds * base::us_per_second);
    EXPECT_LT(clock_.now().us, 2 * limits::export_patience_seconds * base::us_per_second);
}

TEST_F(WalkTest, ends_at_once_when_the_export_is_to_end) {
    rests_left_ = 2;
    answers_ = {response(200, page_text("[2]", "b")), response(200, page_text("[3]", ""))};
    EXPECT_EQ(walk(page_text("[1]", "a")), Failure::stopped);
    EXPECT_EQ(asked_.size(), 1u);
}

TEST_F(WalkTest, tells_why_it_cannot_go_on) {
    const auto failure_after = [this](base::Result<http::Response> answer) {
        answers_ = {std::move(answer)};
        return walk(page_text("[1]", "a"));
    };
    EXPECT_EQ(failure_after(response(400)), Failure::list_changed);
    EXPECT_EQ(failure_after(response(401)), Failure::calls_refused);
    EXPECT_EQ(failure_after(response(403)), Failure::calls_refused);
    EXPECT_EQ(failure_after(response(200, "{}")), Failure::broken);
    EXPECT_EQ(failure_after(response(200, "no JSON")), Failure::broken);
    EXPECT_EQ(failure_after(base::Error{base::Fault::conflict, ""}), Failure::not_permitted);
    EXPECT_EQ(failure_after(base::Error{base::Fault::exhausted, ""}), Failure::broken);
}

TEST_F(WalkTest, a_failure_of_the_taker_ends_it) {
    Asking patient = asking();
    const auto failure =
        walk_calls(read_page(page_text("[1]", "a")).value(), patient,
                   [](const auto&) { return std::optional(Failure::not_written); });
    EXPECT_EQ(failure, Failure::not_written);
    EXPECT_TRUE(asked_.empty());
}

TEST_F(WalkTest, names_are_read_from_every_page_of_the_directory) {
    answers_ = {
        response(200, page_text(R"([{"store_id":"s","name":"Roma"}])", "", 2)),
        response(200, page_text(R"([{"store_id":"t","name":"Pisa"}])", "", 2)),
        response(200, page_text(R"([{"ext":"1","display_name":"Banco"}])", "", 1)),
    };
    Asking patient = asking();
    const auto read = read_names(patient);
    ASSERT_TRUE(std::holds_alternative<Names>(read));
    EXPECT_EQ(std::get<Names>(read).store("t"), "Pisa");
    EXPECT_EQ(std::get<Names>(read).agent("1"), "Banco · 1");
    EXPECT_EQ(asked_, (std::vector<std::string>{"/api/directory/stores?page_size=500&page=1",
                                                "/api/directory/stores?page_size=500&page=2",
                                                "/api/directory/extensions?page_size=500&page=1"}));
}

TEST(Pace, half_of_each_quota_is_left_to_others) {
    const auto wait = [](std::string limits, std::string policies) {
        return reader::wait_behind(response(
            200, "",
            {{"RateLimit", std::move(limits)}, {"RateLimit-Policy", std::move(policies)}}));
    };
    const std::string policy = "\"tenant\";q=200;w=2";  // one comes back every 10 ms
    EXPECT_EQ(wait("\"tenant\";r=199;t=1", policy), milliseconds(0));
    EXPECT_EQ(wait("\"tenant\";r=101;t=1", policy), milliseconds(0));
    EXPECT_EQ(wait("\"tenant\";r=100;t=1", policy), milliseconds(20));
    EXPECT_EQ(wait("\"tenant\";r=40;t=1", policy), milliseconds(600));
    EXPECT_EQ(wait("\"tenant\";r=0;t=1", policy), milliseconds(1000));
    EXPECT_EQ(wait("\"ip\";r=9;t=1, \"tenant\";r=199;t=1", "\"ip\";q=20;w=2, " + policy),
              milliseconds(200));
    EXPECT_EQ(wait("\"tenant\";r=0;t=1", "\"tenant\";q=1;w=9999"), milliseconds(60'000));
}

TEST(Pace, what_says_nothing_or_nonsense_is_no_reason_to_wait) {
    EXPECT_EQ(reader::wait_behind(response(200)), milliseconds(0));
    for (const char* const text :
         {"", ",", ";", "\"tenant\"", "\"tenant\";r=;t=1", "\"tenant\";r=x", "\"tenant\";q=0;w=0",
          "\"tenant\";q=99999999999999999999;w=1"}) {
        EXPECT_EQ(reader::wait_behind(
                      response(200, "", {{"RateLimit", text}, {"RateLimit-Policy", text}})),
                  milliseconds(0))
            << text;
    }
}

TEST(Pace, retry_after_is_kept_within_bounds) {
    const auto wait = [](const char* said) {
        return reader::retry_after(response(429, "", {{"Retry-After", said}}));
    };
    EXPECT_EQ(wait("3"), milliseconds(3000));
    EXPECT_EQ(wait("0"), milliseconds(1000));
    EXPECT_EQ(wait("86400"), milliseconds(60'000));
    EXPECT_EQ(wait("Wed, 21 Oct 2026 07:28:00 GMT"), milliseconds(2000));
    EXPECT_EQ(reader::retry_after(response(503)), milliseconds(2000));
}

}  // namespace
}  // namespace w3::exports
