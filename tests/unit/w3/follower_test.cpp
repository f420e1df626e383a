#include "w3/follow/follower.hpp"

#include "access/es256_pair.hpp"
#include "callback_bed.hpp"
#include "event_names.hpp"
#include "http/server.hpp"
#include "w3/follow/take_changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <deque>

namespace w3::follow {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::chrono::seconds absurdly_long(60);

/// Says what it was told to say, one answer a question, and then that nothing has changed.
class PlayedEdgvoip {
public:
    void will_answer(int status, std::string body, http::Headers headers = {}) {
        const std::lock_guard lock(mutex_);
        http::Answer answer;
        answer.status = status;
        answer.body = std::move(body);
        answer.headers = std::move(headers);
        answers_.push_back(std::move(answer));
    }
    http::Answer answer(const http::Request& request) {
        const std::lock_guard lock(mutex_);
        asked_.push_back(
            {.target = request.path + "?" + request.query,
             .authorization = std::string(request.header("Authorization").value_or("")),
             .at = steady_clock::now()});
        told_.notify_all();
        http::Answer answer;
        if (answers_.empty()) {
            answer.body = R"({"items":[],"removed":[],"next_token":"last","more":false})";
        } else {
            answer = std::move(answers_.front());
            answers_.pop_front();
        }
        return answer;
    }

    struct Asked {
        std::string target;
        std::string authorization;
        steady_clock::time_point at;
    };
    /// The first so many questions, as soon as they have come.
    std::vector<Asked> asked(std::size_t count) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(told_.wait_for(lock, absurdly_long, [&] { return asked_.size() >= count; }));
        return {asked_.begin(), asked_.begin() + static_cast<std::ptrdiff_t>(count)};
    }

private:
    std::mutex mutex_;
    std::condition_variable told_;
    std::deque<http::Answer> answers_;
    std::vector<Asked> asked_;
};

class FollowerTest : public testing::Test {
protected:
    void follow() {
        http::ServerOptions options;
        options.threads = 1;
        server_ = http::Server::start(options, [this](const http::Request& request) {
                      return edgvoip_.answer(request);
                  }).value();
        reader_.emplace(reader::Edgvoip{.address = "127.0.0.1:" + std::to_string(server_->port()),
                                        .issuer = "w3suite",
                                        .audience = "edgvoip"},
                        pair_.key, bed_.clock());
        follower_.emplace(Follower::Needs{.database = bed_.database(),
                                          .reader = *reader_,
                                          .tenants = tenants_,
                                          .clock = bed_.clock(),
                                          .observer = observer_,
                                          .pause = std::chrono::milliseconds(2000)},
                          [this](base::TenantId tenant) {
                              EXPECT_EQ(tenant, bed_.tenant().id);
                              ++changed_;
                          });
    }
    /// What was asked since, with nothing going on any more.
    std::vector<std::string> targets(std::size_t count) {
        std::vector<std::string> targets;
        for (const auto& each : edgvoip_.asked(count))
            targets.push_back(each.target);
        follower_->stop();
        return targets;
    }
    milliseconds pause_before(std::size_t question) {
        const auto asked = edgvoip_.asked(question + 1);
        return std::chrono::duration_cast<milliseconds>(asked[question].at -
                                                        asked[question - 1].at);
    }
    std::string page(const std::string& call_id, const std::string& next, bool more) {
        return R"({"items":[{"call_id":")" + call_id +
               R"(","direction":"in","disposition":"NO_ANSWER","start_ts":")" +
               base::to_iso8601(bed_.clock().now()) +
               R"(","from_uri":"+390612345678"}],"removed":[],"next_token":")" + next +
               R"(","more":)" + (more ? "true}" : "false}");
    }
    store::CallSync sync() { return sync_of(bed_.database(), bed_.tenant(), bed_.clock()).value(); }

    CallbackBed bed_;
    PlayedEdgvoip edgvoip_;
    base::EventNames observer_;
    const people::Tenants tenants_{{bed_.tenant()}};
    const auth::Es256Pair pair_ = auth::es256_pair(auth::new_es256_pem()).value();
    std::atomic<int> changed_ = 0;
    std::unique_ptr<http::Server> server_;
    std::optional<reader::Reader> reader_;
    std::optional<Follower> follower_;
};

TEST_F(FollowerTest, asks_at_once_while_there_is_more_and_rests_then) {
    edgvoip_.will_answer(200, page("a", "1 &", true));
    edgvoip_.will_answer(200, page("b", "2", false));
    follow();
    EXPECT_THAT(targets(3), ElementsAre(StartsWith("/api/cdr?updated_since=start&page_size="),
                                        StartsWith("/api/cdr?updated_since=1%20%26&page_size="),
                                        StartsWith("/api/cdr?updated_since=2&page_size=")));
    EXPECT_LT(pause_before(1), milliseconds(1000));
    EXPECT_GE(pause_before(2), milliseconds(1900));
    EXPECT_THAT(edgvoip_.asked(1)[0].authorization, StartsWith("Bearer "));
    EXPECT_EQ(bed_.only_task("+390612345678").misses.size(), 2u);
    EXPECT_EQ(changed_, 2);
    EXPECT_THAT(observer_.all(), ElementsAre());
}

TEST_F(FollowerTest, tells_how_far_it_is_behind_and_how_often_it_failed) {
    edgvoip_.will_answer(200, page("a", "1", true));
    edgvoip_.will_answer(503, "{}");
    follow();
    targets(2);
    auto figures = follower_->figures();
    ASSERT_EQ(figures.size(), 1u);
    EXPECT_EQ(figures[0].tenant->sip_domain, bed_.tenant().sip_domain);
    EXPECT_FALSE(figures[0].is_followed);
    EXPECT_EQ(figures[0].failures, 1);
    const auto behind = figures[0].behind;
    std::this_thread::sleep_for(milliseconds(20));
    EXPECT_GE(follower_->figures()[0].behind, behind + milliseconds(15));
}

TEST_F(FollowerTest, is_behind_only_since_it_knew_all) {
    const auto began = steady_clock::now();
    edgvoip_.will_answer(503, "{}");
    edgvoip_.will_answer(200, page("a", "1", false));
    follow();
    targets(2);
    const auto figures = follower_->figures();
    EXPECT_TRUE(figures[0].is_followed);
    EXPECT_EQ(figures[0].failures, 1);
    // It rested for two seconds after the failure, and those count no more.
    EXPECT_LE(figures[0].behind, steady_clock::now() - began - milliseconds(1900));
}

TEST_F(FollowerTest, begins_again_when_its_token_is_gone) {
    edgvoip_.will_answer(200, page("a", "1", true));
    edgvoip_.will_answer(410, "{}");
    edgvoip_.will_answer(200, page("b", "2", false));
    follow();
    EXPECT_THAT(targets(4), ElementsAre(HasSubstr("=start&"), HasSubstr("=1&"),
                                        HasSubstr("=start&"), HasSubstr("=2&")));
    EXPECT_EQ(sync().round, 2);
    // The first call did not come again, and nobody waits for it.
    const auto tasks = bed_.tasks("+390612345678");
    ASSERT_EQ(tasks.size(), 2u);
    const bool is_first_open = !tasks[0].task.closed;
    EXPECT_THAT(tasks[is_first_open ? 0 : 1].misses, ElementsAre("b"));
    EXPECT_EQ(tasks[is_first_open ? 1 : 0].task.outcome, callbacks::Outcome::duplicate);
}

TEST_F(FollowerTest, comes_again_when_it_is_told_to) {
    edgvoip_.will_answer(429, "{}", {{"Retry-After", "1"}});
    follow();
    EXPECT_GE(pause_before(1), milliseconds(900));
    EXPECT_LT(pause_before(1), milliseconds(1900));
    EXPECT_THAT(targets(2), ElementsAre(HasSubstr("=start&"), HasSubstr("=start&")));
    EXPECT_THAT(observer_.all(), ElementsAre());
}

TEST_F(FollowerTest, says_once_that_calls_are_not_followed_and_once_that_they_are) {
    edgvoip_.will_answer(503, "{}");
    follow();
    EXPECT_THAT(targets(3),
                ElementsAre(HasSubstr("=start&"), HasSubstr("=start&"), HasSubstr("=last&")));
    EXPECT_GE(pause_before(1), milliseconds(1900));
    EXPECT_THAT(observer_.all(), ElementsAre("calls_not_followed", "calls_followed"));
    EXPECT_EQ(changed_, 0);
}

TEST_F(FollowerTest, an_answer_that_tells_nothing_is_none) {
    edgvoip_.will_answer(200, "what is this");
    follow();
    EXPECT_THAT(targets(2), ElementsAre(HasSubstr("=start&"), HasSubstr("=start&")));
    EXPECT_THAT(observer_.all(), ElementsAre("calls_not_followed", "calls_followed"));
}

TEST_F(FollowerTest, a_rest_ends_at_once_when_it_stops) {
    follow();
    edgvoip_.asked(1);
    const auto begun = steady_clock::now();
    follower_->stop();
    follower_->stop();
    EXPECT_LT(steady_clock::now() - begun, milliseconds(1500));
}

}  // namespace
}  // namespace w3::follow
