#include "http/event_client.hpp"

#include "http/event_stream.hpp"
#include "http/server.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <mutex>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::chrono::seconds absurdly_long(60);

/// A server that answers `/events?NAME` with the stream of that name, and keeps what it was asked.
class EventClientTest : public testing::Test {
protected:
    void serve() {
        ServerOptions options;
        options.threads = 1;
        options.linger_time_max = milliseconds(20);
        server_ = started(options, [this](const Request& request) { return answer(request); });
    }
    Answer answer(const Request& request) {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request.headers);
        Answer answer;
        if (request.path != "/events") {
            answer.status = std::atoi(request.query.c_str());
            answer.headers.emplace_back("Retry-After", "7");
            answer.body = "no events";
            return answer;
        }
        answer.content_type = "text/event-stream; charset=utf-8";
        answer.events = stream(request.query);
        return answer;
    }
    std::shared_ptr<EventStream> stream(const std::string& name) {
        auto& found = streams_[name];
        if (found == nullptr) found = std::make_shared<EventStream>();
        return found;
    }
    EventQuestion question(const std::string& target) const {
        EventQuestion asked;
        asked.question.listen = "127.0.0.1:" + std::to_string(server_->port());
        asked.question.target = target;
        return asked;
    }
    /// The next that comes, within reason.
    EventClient::Received next() {
        const auto patience_ends = std::chrono::steady_clock::now() + absurdly_long;
        while (received_.empty()) {
            if (std::chrono::steady_clock::now() > patience_ends) {
                ADD_FAILURE() << "nothing came";
                return {0, EventStreamEnd{}};
            }
            for (auto& each : client_.wait(milliseconds(200)))
                received_.push_back(std::move(each));
        }
        auto first = std::move(received_.front());
        received_.pop_front();
        return first;
    }
    ReceivedEvent next_event() {
        const auto received = next();
        const auto* event = std::get_if<ReceivedEvent>(&received.what);
        EXPECT_NE(event, nullptr);
        return event == nullptr ? ReceivedEvent() : *event;
    }
    EventStreamEnd next_end() {
        const auto received = next();
        const auto* end = std::get_if<EventStreamEnd>(&received.what);
        EXPECT_NE(end, nullptr);
        return end == nullptr ? EventStreamEnd() : *end;
    }

    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<EventStream>> streams_;
    std::vector<Headers> asked_;
    std::unique_ptr<Server> server_;
    std::deque<EventClient::Received> received_;
    EventClient client_;
};

TEST_F(EventClientTest, events_come_as_they_are_sent_and_then_the_end) {
    serve();
    const auto events = stream("a");
    EventQuestion asked = question("/events?a");
    asked.question.headers = {{"Last-Event-ID", "7"}};
    const auto key = client_.open(asked);
    events->send("one", "1", "id 1");
    const auto first = next();
    EXPECT_EQ(first.key, key);
    EXPECT_EQ(std::get<ReceivedEvent>(first.what), (ReceivedEvent{"one", "1", "id 1"}));
    events->beat();
    events->send("two", "2");
    EXPECT_EQ(next_event(), (ReceivedEvent{"two", "2", "id 1"}));
    events->end();
    const EventStreamEnd end = next_end();
    EXPECT_EQ(end.response.status, 200);
    EXPECT_EQ(end.why.fault, base::Fault::unavailable);
    EXPECT_THAT(end.why.detail, HasSubstr("ended"));
    EXPECT_EQ(first_value(asked_.at(0), "Accept"), "text/event-stream");
    EXPECT_EQ(first_value(asked_.at(0), "Last-Event-ID"), "7");
    EXPECT_THAT(client_.wait(milliseconds(10)), IsEmpty());
}

TEST_F(EventClientTest, has_many_streams_at_a_time) {
    serve();
    constexpr int many = 30;
    std::map<EventClient::Key, std::string> names;
    for (int i = 0; i < many; ++i) {
        const std::string name = std::to_string(i);
        stream(name)->send("e", name);
        names[client_.open(question("/events?" + name))] = name;
    }
    EXPECT_EQ(names.size(), std::size_t{many});
    while (!names.empty()) {
        const auto received = next();
        ASSERT_TRUE(std::holds_alternative<ReceivedEvent>(received.what));
        EXPECT_EQ(std::get<ReceivedEvent>(received.what).data, names.at(received.key));
        names.erase(received.key);
    }
}

TEST_F(EventClientTest, one_that_is_closed_gives_nothing_more_and_its_server_sees_it) {
    serve();
    const auto kept = client_.open(question("/events?kept"));
    const auto key = client_.open(question("/events?a"));
    stream("a")->send("e", "1");
    EXPECT_EQ(next_event().data, "1");
    client_.close(key);
    client_.close(key);
    const auto patience_ends = std::chrono::steady_clock::now() + absurdly_long;
    while (stream("a")->beat() && std::chrono::steady_clock::now() < patience_ends)
        std::this_thread::sleep_for(milliseconds(5));
    EXPECT_TRUE(stream("a")->is_over());
    stream("kept")->send("e", "2");
    const auto received = next();
    EXPECT_EQ(received.key, kept);
    EXPECT_THAT(received_, IsEmpty());
}

TEST_F(EventClientTest, one_that_was_never_answered_can_be_closed) {
    serve();
    client_.close(client_.open(question("/events?a")));
    client_.close(12345);
    EXPECT_THAT(client_.wait(milliseconds(10)), IsEmpty());
}

TEST_F(EventClientTest, another_status_is_an_end_with_its_header) {
    serve();
    for (const int status : {200, 204, 302, 401, 403, 503}) {
        client_.open(question("/else?" + std::to_string(status)));
        const EventStreamEnd end = next_end();
        EXPECT_EQ(end.response.status, status);
        EXPECT_EQ(end.response.header("Retry-After"), "7");
        EXPECT_EQ(end.why.fault, base::Fault::unavailable);
        EXPECT_THAT(end.why.detail, HasSubstr("answered " + std::to_string(status)));
    }
}

TEST_F(EventClientTest, where_nobody_listens_is_an_end_without_status) {
    serve();
    const EventQuestion asked = question("/events?a");
    server_->stop();
    const auto key = client_.open(asked);
    const auto received = next();
    EXPECT_EQ(received.key, key);
    const auto& end = std::get<EventStreamEnd>(received.what);
    EXPECT_EQ(end.response.status, 0);
    EXPECT_EQ(end.why.detail, "nobody listens at " + asked.question.listen);
}

TEST_F(EventClientTest, what_is_no_address_is_an_end) {
    EventQuestion asked;
    asked.question.listen = "127.0.0.1:port";
    asked.question.target = "/";
    client_.open(asked);
    EXPECT_EQ(next_end().why.fault, base::Fault::invalid);
}

TEST_F(EventClientTest, no_answer_in_time_is_an_end) {
    std::vector<Reply> kept;
    auto server = Server::start({.threads = 1}, [&](const Request&, const Reply& reply) {
                      const std::lock_guard lock(mutex_);
                      kept.push_back(reply);
                  }).value();
    EventQuestion asked;
    asked.question.listen = "127.0.0.1:" + std::to_string(server->port());
    asked.question.target = "/";
    asked.question.time_max = milliseconds(50);
    client_.open(asked);
    const EventStreamEnd end = next_end();
    EXPECT_EQ(end.response.status, 0);
    EXPECT_THAT(end.why.detail, HasSubstr("no answer in time"));
    const std::lock_guard lock(mutex_);
    kept.clear();
}

TEST_F(EventClientTest, silence_is_an_end_and_a_beat_is_none) {
    serve();
    EventQuestion asked = question("/events?a");
    asked.silence_max = milliseconds(400);
    client_.open(asked);
    for (int i = 0; i < 8; ++i) {
        stream("a")->beat();
        EXPECT_THAT(client_.wait(milliseconds(100)), IsEmpty());
    }
    const EventStreamEnd end = next_end();
    EXPECT_EQ(end.response.status, 200);
    EXPECT_THAT(end.why.detail, HasSubstr("nothing more comes from"));
}

TEST_F(EventClientTest, an_event_that_is_too_long_is_an_end) {
    serve();
    EventQuestion asked = question("/events?a");
    asked.question.body_bytes_max = 100;
    client_.open(asked);
    stream("a")->send("e", "fits");
    stream("a")->send("e", std::string(100, 'x'));
    EXPECT_EQ(next_event().data, "fits");
    EXPECT_EQ(next_end().why.fault, base::Fault::exhausted);
}

TEST_F(EventClientTest, a_server_that_goes_ends_its_streams) {
    serve();
    client_.open(question("/events?a"));
    stream("a")->send("e", "1");
    EXPECT_EQ(next_event().data, "1");
    server_->stop();
    EXPECT_EQ(next_end().response.status, 200);
}

TEST_F(EventClientTest, a_wait_ends_when_it_is_woken) {
    client_.wake();
    EXPECT_THAT(client_.wait(absurdly_long), IsEmpty());
    std::thread waker([this] {
        std::this_thread::sleep_for(milliseconds(20));
        client_.wake();
    });
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_THAT(client_.wait(absurdly_long), IsEmpty());
    EXPECT_LT(std::chrono::steady_clock::now() - begun, absurdly_long / 2);
    waker.join();
}

}  // namespace
}  // namespace http
