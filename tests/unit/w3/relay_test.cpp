#include "w3/live/relay.hpp"

#include "access/es256_pair.hpp"
#include "event_names.hpp"
#include "http/server.hpp"
#include "w3/people/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

namespace w3::live {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::chrono::seconds absurdly_long(60);

/// Answers every question for live calls with a stream that the test plays, or with a status.
class PlayedStreams {
public:
    struct Asked {
        http::Headers headers;
        std::shared_ptr<http::EventStream> events;  // null: it was a status

        std::string field(std::string_view name) const {
            return std::string(http::first_value(headers, name).value_or(""));
        }
        void send(const std::string& name, int seq, const std::string& id) const {
            events->send(name, R"({"seq":)" + std::to_string(seq) + "}", id);
        }
    };

    void will_answer(int status, http::Headers headers = {}) {
        const std::lock_guard lock(mutex_);
        http::Answer answer;
        answer.status = status;
        answer.headers = std::move(headers);
        answers_.push_back(std::move(answer));
    }
    http::Answer answer(const http::Request& request) {
        const std::lock_guard lock(mutex_);
        EXPECT_EQ(request.path + "?" + request.query, "/api/monitor/active-calls?");
        http::Answer answer;
        if (answers_.empty()) {
            answer.content_type = "text/event-stream";
            answer.events = std::make_shared<http::EventStream>(2 * limits::live_waiting_bytes_max);
            answer.events->beat();
        } else {
            answer = std::move(answers_.front());
            answers_.pop_front();
        }
        asked_.push_back({request.headers, answer.events});
        told_.notify_all();
        return answer;
    }
    /// Question number `number`, from 0, as soon as it has come.
    Asked asked(std::size_t number) {
        std::unique_lock lock(mutex_);
        EXPECT_TRUE(told_.wait_for(lock, absurdly_long, [&] { return asked_.size() > number; }));
        return asked_.at(number);
    }
    std::size_t count() {
        const std::lock_guard lock(mutex_);
        return asked_.size();
    }

private:
    std::mutex mutex_;
    std::condition_variable told_;
    std::deque<http::Answer> answers_;
    std::vector<Asked> asked_;
};

/// What a page reads, without the lines it skips and the beats, which it counts.
class Page {
public:
    explicit Page(std::shared_ptr<http::EventStream> events) : events_(std::move(events)) {}

    /// The next event, within reason; `over` when the stream is.
    std::string next() {
        const auto patience_ends = steady_clock::now() + absurdly_long;
        while (steady_clock::now() < patience_ends) {
            const std::size_t end = read_.find("\n\n");
            if (end != std::string::npos) {
                const std::string event = read_.substr(0, end);
                read_.erase(0, end + 2);
                if (event == ":") continue;
                if (!event.starts_with("event: beat\ndata: {\"at\":")) return event;
                ++beats_;
                continue;
            }
            const bool is_over = events_->is_over();
            const std::string taken = events_->take();
            read_ += taken;
            if (is_over && taken.empty()) return "over";
            if (taken.empty()) std::this_thread::sleep_for(milliseconds(1));
        }
        return "nothing";
    }
    int beats() const { return beats_; }
    http::EventStream& events() { return *events_; }

private:
    std::shared_ptr<http::EventStream> events_;
    std::string read_;
    int beats_ = 0;
};

std::string written(const std::string& name, int seq, const std::string& id) {
    return "id: " + id + "\nevent: " + name + "\ndata: {\"seq\":" + std::to_string(seq) + "}";
}

class RelayTest : public testing::Test {
protected:
    RelayTest() {
        person_.id = {base::Uuid::random()};
        person_.tenant_id = tenant_.id;
        person_.role = people::Role::admin;
    }
    void serve(const std::string& listen = "127.0.0.1:0") {
        http::ServerOptions options;
        options.listen = listen;
        options.threads = 1;
        options.linger_time_max = milliseconds(20);
        server_ = http::Server::start(options, [this](const http::Request& request) {
                      return edgvoip_.answer(request);
                  }).value();
    }
    void relay() {
        if (server_ == nullptr) serve();
        address_ = "127.0.0.1:" + std::to_string(server_->port());
        reader_.emplace(
            reader::Edgvoip{.address = address_, .issuer = "w3suite", .audience = "edgvoip"},
            pair_.key, clock_);
        relay_.emplace(Relay::Needs{
            .reader = *reader_, .clock = clock_, .observer = observer_, .times = times_});
    }
    Page listen(std::string last_id = "") {
        if (!relay_) relay();
        return Page(relay_->listen({.tenant = &tenant_,
                                    .person = person_,
                                    .session = {},
                                    .client_address = "192.0.2.1",
                                    .request_id = "r-1"},
                                   std::move(last_id)));
    }

    Times times_{.beat = milliseconds(20),
                 .silence_max = std::chrono::seconds(30),
                 .patience_min = milliseconds(5),
                 .patience_max = milliseconds(20)};
    const people::Tenant tenant_{{base::Uuid::random()}, "a.test", "A", "Europe/Rome", {}};
    people::Person person_;
    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    const auth::Es256Pair pair_ = auth::es256_pair(auth::new_es256_pem()).value();
    PlayedStreams edgvoip_;
    base::EventNames observer_;
    std::unique_ptr<http::Server> server_;
    std::string address_;
    std::optional<reader::Reader> reader_;
    std::optional<Relay> relay_;
};

const std::string link_down = "event: link-down\ndata: {\"at\":\"2026-09-21T14:13:20Z\"}";

TEST_F(RelayTest, passes_on_what_edgvoip_says_to_the_person) {
    Page page = listen("seen");
    const auto asked = edgvoip_.asked(0);
    EXPECT_THAT(asked.field("Authorization"), StartsWith("Bearer "));
    EXPECT_EQ(asked.field("X-Forwarded-For"), "192.0.2.1");
    EXPECT_EQ(asked.field("X-Request-Id"), "r-1");
    EXPECT_EQ(asked.field("Accept"), "text/event-stream");
    EXPECT_EQ(asked.field("Last-Event-ID"), "seen");
    asked.send("resumed", 1, "a");
    asked.send("call-started", 2, "b");
    EXPECT_EQ(page.next(), written("resumed", 1, "a"));
    EXPECT_EQ(page.next(), written("call-started", 2, "b"));
    EXPECT_THAT(observer_.all(), ElementsAre());
}

TEST_F(RelayTest, pages_have_streams_of_their_own) {
    Page one = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    Page other = listen();
    edgvoip_.asked(1).send("snapshot", 1, "b");
    EXPECT_EQ(one.next(), written("snapshot", 1, "a"));
    EXPECT_EQ(other.next(), written("snapshot", 1, "b"));
    one.events().end();
    // The upstream of the one is ended, that of the other goes on.
    const auto upstream = edgvoip_.asked(0).events;
    const auto patience_ends = steady_clock::now() + absurdly_long;
    while (upstream->beat() && steady_clock::now() < patience_ends)
        std::this_thread::sleep_for(milliseconds(2));
    EXPECT_TRUE(upstream->is_over());
    edgvoip_.asked(1).send("call-ended", 2, "c");
    EXPECT_EQ(other.next(), written("call-ended", 2, "c"));
}

TEST_F(RelayTest, a_token_that_ends_is_not_noticed) {
    Page page = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    clock_.set({clock_.now().us + limits::token_seconds * base::us_per_second});
    edgvoip_.asked(0).events->send("closed", R"({"reason":"token_expired"})");
    const auto again = edgvoip_.asked(1);
    EXPECT_EQ(again.field("Last-Event-ID"), "a");
    EXPECT_NE(again.field("Authorization"), edgvoip_.asked(0).field("Authorization"));
    again.send("resumed", 1, "a");
    again.send("call-started", 2, "b");
    EXPECT_EQ(page.next(), written("call-started", 2, "b"));
    EXPECT_THAT(observer_.all(), ElementsAre());
}

TEST_F(RelayTest, a_connection_that_breaks_is_not_noticed) {
    Page page = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    edgvoip_.asked(0).events->end();
    EXPECT_EQ(edgvoip_.asked(1).field("Last-Event-ID"), "a");
    edgvoip_.asked(1).send("snapshot", 1, "b");
    EXPECT_EQ(page.next(), written("snapshot", 2, "b"));
}

TEST_F(RelayTest, a_silent_edgvoip_is_asked_anew) {
    times_.silence_max = milliseconds(500);
    Page page = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    EXPECT_EQ(edgvoip_.asked(1).field("Last-Event-ID"), "a");
}

TEST_F(RelayTest, says_at_once_that_edgvoip_does_not_know_and_tries_again) {
    edgvoip_.will_answer(503);
    edgvoip_.will_answer(404);
    edgvoip_.will_answer(429);
    Page page = listen("seen");
    EXPECT_EQ(page.next(), link_down);
    const auto asked = edgvoip_.asked(3);
    EXPECT_EQ(edgvoip_.asked(0).field("Last-Event-ID"), "seen");
    EXPECT_EQ(asked.field("Last-Event-ID"), "") << "the page waits for a snapshot";
    asked.send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    EXPECT_THAT(observer_.all(), ElementsAre("live_calls_away", "live_calls_back"));
}

TEST_F(RelayTest, waits_longer_and_longer_but_not_too_long) {
    times_.patience_min = milliseconds(40);
    times_.patience_max = milliseconds(160);
    constexpr int many = 5;
    for (int i = 0; i < many; ++i)
        edgvoip_.will_answer(503);
    const auto begun = steady_clock::now();
    Page page = listen();
    edgvoip_.asked(many);
    // 40, 80, 160, 160 and 160.
    EXPECT_GE(steady_clock::now() - begun, milliseconds(600));
}

TEST_F(RelayTest, says_at_once_that_edgvoip_is_away_and_finds_it_again) {
    Page page = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    server_->stop();
    EXPECT_EQ(page.next(), link_down);
    serve(address_);
    edgvoip_.asked(1).send("snapshot", 1, "b");
    EXPECT_EQ(page.next(), written("snapshot", 2, "b"));
    EXPECT_THAT(observer_.all(), ElementsAre("live_calls_away", "live_calls_back"));
}

TEST_F(RelayTest, a_link_that_edgvoip_says_is_down_is_no_absence) {
    Page page = listen();
    edgvoip_.asked(0).events->send("link-down", R"({"at":"t"})");
    EXPECT_EQ(page.next(), "event: link-down\ndata: {\"at\":\"t\"}");
    edgvoip_.asked(0).send("snapshot", 1, "a");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    EXPECT_THAT(observer_.all(), ElementsAre());
}

TEST_F(RelayTest, an_event_that_does_not_fit_begins_anew) {
    Page page = listen();
    edgvoip_.asked(0).send("snapshot", 1, "a");
    edgvoip_.asked(0).send("call-started", 3, "c");
    EXPECT_EQ(page.next(), written("snapshot", 1, "a"));
    EXPECT_EQ(page.next(), link_down);
    EXPECT_EQ(edgvoip_.asked(1).field("Last-Event-ID"), "");
    edgvoip_.asked(1).send("snapshot", 1, "d");
    EXPECT_EQ(page.next(), written("snapshot", 2, "d"));
}

TEST_F(RelayTest, ends_when_edgvoip_takes_no_token) {
    for (const int status : {401, 403}) {
        edgvoip_.will_answer(status);
        Page page = listen();
        EXPECT_EQ(page.next(), "over");
    }
    EXPECT_THAT(observer_.all(), ElementsAre("live_calls_refused", "live_calls_refused"));
    EXPECT_EQ(edgvoip_.count(), 2u);
}

TEST_F(RelayTest, beats_while_nothing_happens) {
    Page page = listen();
    while (page.beats() < 3) {
        edgvoip_.asked(0).events->send("link-down", "{}");
        edgvoip_.asked(0).send("snapshot", 1, "a");
        EXPECT_NE(page.next(), "nothing");
    }
}

TEST_F(RelayTest, a_page_that_is_too_slow_is_told_so_instead_of_what_waits) {
    Page page = listen();
    const auto asked = edgvoip_.asked(0);
    const std::string much(50'000, 'x');
    const auto patience_ends = steady_clock::now() + absurdly_long;
    while (!page.events().is_over() && steady_clock::now() < patience_ends) {
        asked.events->send("snapshot", R"({"seq":1,"x":")" + much + R"("})");
        std::this_thread::sleep_for(milliseconds(1));
    }
    EXPECT_EQ(page.next(), "event: closed\ndata: {\"reason\":\"too_slow\"}");
    EXPECT_EQ(page.next(), "over");
}

TEST_F(RelayTest, the_oldest_page_of_a_person_who_has_too_many_ends) {
    Page oldest = listen();
    std::vector<Page> others;
    while (others.size() + 1 < limits::live_listeners_per_person_max)
        others.push_back(listen());
    person_.id = {base::Uuid::random()};
    Page bruno = listen();
    EXPECT_FALSE(oldest.events().is_over());
    person_.id = relay_->listeners().front().second.person.id;
    others.push_back(listen());
    EXPECT_EQ(oldest.next(), "over");
    EXPECT_FALSE(bruno.events().is_over());
    for (Page& each : others)
        EXPECT_FALSE(each.events().is_over());
}

TEST_F(RelayTest, ends_whom_it_is_told_to_end) {
    Page one = listen();
    Page other = listen();
    const auto all = relay_->listeners();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].second.request_id, "r-1");
    relay_->end(all[0].first);
    relay_->end(12345);
    EXPECT_EQ(one.next(), "over");
    EXPECT_FALSE(other.events().is_over());
    const auto patience_ends = steady_clock::now() + absurdly_long;
    while (relay_->listeners().size() > 1 && steady_clock::now() < patience_ends)
        std::this_thread::sleep_for(milliseconds(1));
    EXPECT_EQ(relay_->listeners().size(), 1u);
}

TEST_F(RelayTest, tells_pages_that_it_shuts_down_and_takes_no_more) {
    Page page = listen();
    relay_->stop();
    relay_->stop();
    EXPECT_EQ(page.next(), "event: closed\ndata: {\"reason\":\"shutting_down\"}");
    EXPECT_EQ(page.next(), "over");
    EXPECT_EQ(relay_->listen({.tenant = &tenant_,
                              .person = person_,
                              .session = {},
                              .client_address = "",
                              .request_id = ""},
                             ""),
              nullptr);
}

}  // namespace
}  // namespace w3::live
