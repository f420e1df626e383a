#include "http/conversation.hpp"

#include "http/event_stream.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

namespace http {
namespace {

using Step = Conversation::Step;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A conversation with a client that reads everything at once.
class Talk {
public:
    explicit Talk(bool bodies = false, Peer peer = {.address = "192.0.2.7"})
        : service_{[this](Request request) { return answer(std::move(request)); },
                   events,
                   bodies,
                   {},
                   {},
                   {},
                   nullptr,
                   [](std::string_view path) { return path == "/api/cdr" ? path : ""; }},
          conversation_(service_, std::move(peer)) {}

    /// Gives the bytes, `at_once` at a time; the step at the end.
    Step say(std::string_view bytes, std::size_t at_once = 1'000'000) {
        while (!bytes.empty()) {
            const std::span<char> room = conversation_.room();
            const std::size_t count = std::min({room.size(), bytes.size(), at_once});
            std::copy_n(bytes.begin(), count, room.begin());
            conversation_.received(count);
            bytes.remove_prefix(count);
            if (settle() == Step::write_and_close) break;
        }
        return last_;
    }

    Step time_out() {
        last_ = conversation_.time_out();
        collect();
        return last_;
    }

    /// Sends what there is to be sent without more bytes of the client.
    Step go_on() { return settle(); }

    Conversation& conversation() { return conversation_; }

    std::string sent;
    std::vector<Request> requests;
    KeptEvents events;
    std::function<Answer(const Request&)> handler = [](const Request& request) {
        Answer made;
        made.body = request.path;
        return made;
    };

private:
    Answer answer(Request request) {
        requests.push_back(request);
        return handler(request);
    }

    void collect() {
        sent += conversation_.output().head;
        sent += conversation_.output().body;
    }

    Step settle() {
        for (;;) {
            last_ = conversation_.advance();
            const bool goes_on = last_ == Step::write || last_ == Step::write_part;
            if (!goes_on && last_ != Step::write_and_close) return last_;
            collect();
            if (last_ == Step::write_and_close) return last_;
        }
    }

    Service service_;
    Conversation conversation_;
    Step last_ = Step::await_request;
};

std::string post(std::size_t length, std::string_view fields = "") {
    return "POST /in HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) + "\r\n" +
           std::string(fields) + "\r\n";
}

TEST(Conversation, SaysWhatItWaitsFor) {
    Talk talk(true);
    EXPECT_EQ(talk.conversation().advance(), Step::await_request);
    EXPECT_EQ(talk.say("P"), Step::read_head);
    EXPECT_EQ(talk.say(post(3).substr(1)), Step::read_body);
    EXPECT_EQ(talk.say("ab"), Step::read_body);
    EXPECT_EQ(talk.say("c"), Step::await_request);
    ASSERT_EQ(talk.requests.size(), 1u);
    EXPECT_EQ(talk.requests[0].body, "abc");
    EXPECT_EQ(talk.requests[0].client_address, "192.0.2.7");
    EXPECT_GT(talk.requests[0].received.us, 0);
}

TEST(Conversation, AnswersTheSameInWhateverPiecesBytesCome) {
    const std::string bytes = "\r\n" + get("/a", "X-Request-Id: 1\r\n") +
                              post(5, "X-Request-Id: 2\r\n") + "hello" +
                              "HEAD /c HTTP/1.1\r\nHost: a\r\nX-Request-Id: 3\r\n\r\n" +
                              get("/d", "X-Request-Id: 4\r\nConnection: close\r\n") + get("/e");
    Talk whole(true);
    EXPECT_EQ(whole.say(bytes), Step::write_and_close);
    ASSERT_EQ(whole.requests.size(), 4u);
    const auto without_dates = [](std::string text) {
        for (std::size_t at = 0; (at = text.find("Date: ", at)) != std::string::npos;) {
            text.erase(at, text.find('\n', at) - at);
        }
        return text;
    };
    for (const std::size_t at_once : {1u, 2u, 3u, 7u, 50u, 200u}) {
        Talk pieces(true);
        EXPECT_EQ(pieces.say(bytes, at_once), Step::write_and_close);
        EXPECT_EQ(without_dates(pieces.sent), without_dates(whole.sent)) << at_once;
    }
}

TEST(Conversation, TakesTheLargestBodyWithAnotherRequestBehindIt) {
    Talk talk(true);
    const std::string body(1024 * 1024, 'b');
    EXPECT_EQ(talk.say(post(body.size()) + body + get("/next")), Step::await_request);
    ASSERT_EQ(talk.requests.size(), 2u);
    EXPECT_EQ(talk.requests[0].body, body);
    EXPECT_EQ(talk.requests[1].path, "/next");
    EXPECT_LT(talk.conversation().room().size(), 16u * 1024u) << "idle again: the memory is back";
}

TEST(Conversation, TellsAClientThatAsksToGoOn) {
    Talk talk(true);
    EXPECT_EQ(talk.say(post(2, "Expect: 100-continue\r\n")), Step::read_body);
    EXPECT_EQ(talk.sent, "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_EQ(talk.say("ok"), Step::await_request);
    EXPECT_THAT(talk.sent, HasSubstr("\r\n\r\nHTTP/1.1 200 OK\r\n"));
}

TEST(Conversation, TellsNobodyToGoOnWhoAlreadyHas) {
    Talk talk(true);
    talk.say(post(2, "Expect: 100-continue\r\n") + "ok");
    EXPECT_THAT(talk.sent, StartsWith("HTTP/1.1 200 OK\r\n"));
    Talk without_bodies;
    EXPECT_EQ(without_bodies.say(post(2, "Expect: 100-continue\r\n")), Step::write_and_close);
    EXPECT_THAT(without_bodies.sent, StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST(Conversation, EchoesASaneRequestIdAndMakesOthers) {
    Talk talk;
    talk.say(get("/a", "X-Request-Id: mine-1\r\n") + get("/b", "X-Request-Id: <script>\r\n") +
             get("/c"));
    ASSERT_EQ(talk.requests.size(), 3u);
    EXPECT_EQ(talk.requests[0].request_id, "mine-1");
    EXPECT_THAT(talk.sent, HasSubstr("X-Request-Id: mine-1\r\n"));
    EXPECT_THAT(talk.sent, Not(HasSubstr("script")));
    EXPECT_THAT(talk.requests[1].request_id, testing::MatchesRegex("[0-9a-f-]{15,40}"));
    EXPECT_THAT(talk.sent, HasSubstr("X-Request-Id: " + talk.requests[1].request_id + "\r\n"));
    EXPECT_NE(talk.requests[1].request_id, talk.requests[2].request_id);
}

TEST(Conversation, ARefusalEchoesTheIdOfItsOwnRequestOnly) {
    Talk talk;
    talk.say(get("/a", "X-Request-Id: first\r\n") + "\r\n\r\n");
    EXPECT_THAT(talk.events.with("http_refused"), ElementsAre(Not(HasSubstr("request_id=first"))));
    Talk sane;
    sane.say(get("g", "X-Request-Id: second\r\n"));
    EXPECT_THAT(sane.sent, HasSubstr("X-Request-Id: second\r\n"));
    EXPECT_THAT(sane.events.all(),
                ElementsAre("http_refused request_id=second status=400 reason=the request target "
                            "does not start with /"));
}

TEST(Conversation, TellsOfEveryAnswerWithoutItsQuery) {
    Talk talk;
    talk.say(get("/api/cdr?number=%2B39061234567", "X-Request-Id: r\r\nAuthorization: tok\r\n"));
    EXPECT_THAT(
        talk.events.all(),
        ElementsAre(StartsWith("http_request request_id=r method=GET route=/api/cdr tenant= "
                               "status=200 rows=0 bytes=8 micros=")));
}

TEST(Conversation, TellsNoPathAndNoMethodThatAClientInvented) {
    Talk talk;
    talk.say(get("/api/cdr/+39061234567", "X-Request-Id: r\r\n"));
    talk.say("TOKEN /api/cdr HTTP/1.1\r\nHost: a\r\nX-Request-Id: s\r\n\r\n");
    EXPECT_THAT(talk.events.all(),
                ElementsAre(StartsWith("http_request request_id=r method=GET route=none "),
                            StartsWith("http_request request_id=s method=other route=/api/cdr ")));
}

TEST(Conversation, AnswersHeadWithTheLengthAndNoBody) {
    Talk talk;
    talk.handler = [](const Request&) {
        Answer made;
        made.body = "12345";
        return made;
    };
    talk.say("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(talk.sent, HasSubstr("Content-Length: 5\r\n"));
    EXPECT_THAT(talk.sent, testing::EndsWith("\r\n\r\n"));
    Talk refused;
    refused.say("HEAD g HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(refused.sent, StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(refused.sent, testing::EndsWith("\r\n\r\n"));
}

TEST(Conversation, SendsNoBodyWithAStatusThatHasNone) {
    Talk talk;
    talk.handler = [](const Request&) {
        Answer made;
        made.status = 304;
        made.body = "never";
        return made;
    };
    EXPECT_EQ(talk.say(get("/")), Step::await_request);
    EXPECT_THAT(talk.sent, Not(HasSubstr("never")));
    EXPECT_THAT(talk.sent, Not(HasSubstr("Content-Length")));
}

TEST(Conversation, NeverTellsTheClientWhatAHandlerThrew) {
    Talk talk;
    talk.handler = [](const Request& request) -> Answer {
        if (request.path == "/odd") throw 17;
        throw std::runtime_error("SELECT secret");
    };
    EXPECT_EQ(talk.say(get("/bug", "X-Request-Id: r\r\n") + get("/odd")), Step::await_request);
    EXPECT_THAT(talk.sent, StartsWith("HTTP/1.1 500 Internal Server Error\r\n"));
    EXPECT_THAT(talk.sent, HasSubstr("\"request_id\":\"r\""));
    EXPECT_THAT(talk.sent, Not(HasSubstr("SELECT")));
    EXPECT_THAT(talk.events.with("http_handler_failed"),
                ElementsAre("http_handler_failed request_id=r what=SELECT secret",
                            HasSubstr("something that is not a std::exception")));
    EXPECT_EQ(talk.events.with("status=500").size(), 2u);
}

TEST(Conversation, AnswersABrokenAnswerWith500) {
    Talk talk;
    talk.handler = [](const Request&) {
        Answer made;
        made.headers = {{"Location", "/a\r\nSet-Cookie: x"}};
        return made;
    };
    EXPECT_EQ(talk.say(get("/")), Step::await_request);
    EXPECT_THAT(talk.sent, StartsWith("HTTP/1.1 500 "));
    EXPECT_THAT(talk.sent, Not(HasSubstr("Set-Cookie")));
    EXPECT_EQ(talk.events.with("status=500").size(), 1u);
}

TEST(Conversation, SaysThatARequestTookTooLong) {
    Talk talk;
    talk.say("GET / HT");
    EXPECT_EQ(talk.time_out(), Step::write_and_close);
    EXPECT_THAT(talk.sent, StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
    EXPECT_THAT(talk.sent, HasSubstr("Connection: close\r\n"));
    EXPECT_TRUE(talk.requests.empty());
}

TEST(Conversation, EndsWithTheNextAnswerOnceItDrains) {
    Talk talk;
    EXPECT_EQ(talk.say(get("/a") + "GET /b HTTP/1.1\r\nHost:"), Step::read_head);
    talk.conversation().drain();
    EXPECT_EQ(talk.say(" a\r\n\r\n" + get("/c")), Step::write_and_close);
    EXPECT_EQ(talk.requests.size(), 2u);
    EXPECT_THAT(talk.sent, HasSubstr("Connection: close\r\n"));
    Talk idle;
    idle.conversation().drain();
    EXPECT_EQ(idle.conversation().advance(), Step::close);
}

/// A conversation whose requests are answered with one stream of events.
class EventTalk : public testing::Test {
protected:
    EventTalk() {
        talk->handler = [this](const Request&) {
            Answer made;
            made.content_type = "text/event-stream";
            made.events = stream;
            return made;
        };
    }

    std::shared_ptr<EventStream> stream = std::make_shared<EventStream>();
    std::optional<Talk> talk{std::in_place};
};

TEST_F(EventTalk, SendsEventsAsTheyComeAndClosesAtTheirEnd) {
    stream->send("early", "0");
    EXPECT_EQ(talk->say(get("/")), Step::await_events);
    EXPECT_THAT(talk->sent, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(talk->sent, testing::EndsWith("\r\n\r\nevent: early\ndata: 0\n\n"));
    bool woken = false;
    talk->conversation().on_news([&] { woken = true; });
    EXPECT_FALSE(woken);
    stream->send("late", "1");
    EXPECT_TRUE(woken);
    talk->sent.clear();
    EXPECT_EQ(talk->go_on(), Step::await_events);
    EXPECT_EQ(talk->sent, "event: late\ndata: 1\n\n");
    stream->send("last", "2");
    stream->end();
    talk->sent.clear();
    EXPECT_EQ(talk->go_on(), Step::write_and_close);
    EXPECT_EQ(talk->sent, "event: last\ndata: 2\n\n");
}

TEST_F(EventTalk, IsToldOfWithItsAnswer) {
    talk->say(get("/"));
    EXPECT_EQ(talk->events.with("status=200 rows=0 bytes=0 ").size(), 1u);
}

TEST_F(EventTalk, AnswersHeadWithTheHeadAlone) {
    stream->send("never", "sent");
    EXPECT_EQ(talk->say("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"), Step::write_and_close);
    EXPECT_THAT(talk->sent, testing::EndsWith("Connection: close\r\n\r\n"));
    EXPECT_TRUE(stream->is_over());
}

TEST_F(EventTalk, EndsWhenItDrains) {
    EXPECT_EQ(talk->say(get("/")), Step::await_events);
    talk->conversation().drain();
    EXPECT_TRUE(stream->is_over());
    EXPECT_EQ(talk->go_on(), Step::write_and_close);
}

TEST_F(EventTalk, EndsAtOnceWhenItDrainedBeforeItsAnswer) {
    stream->send("early", "0");
    talk->conversation().drain();
    EXPECT_EQ(talk->say(get("/")), Step::write_and_close);
    EXPECT_THAT(talk->sent, testing::EndsWith("\r\n\r\nevent: early\ndata: 0\n\n"));
    EXPECT_TRUE(stream->is_over());
}

TEST_F(EventTalk, EndsTheStreamWhenItGoes) {
    EXPECT_EQ(talk->say(get("/")), Step::await_events);
    EXPECT_TRUE(stream->beat());
    talk.reset();
    EXPECT_FALSE(stream->beat());
}

TEST_F(EventTalk, EndsTheStreamOfABrokenAnswer) {
    talk->handler = [this](const Request&) {
        Answer made;
        made.body = "a second body";
        made.events = stream;
        return made;
    };
    EXPECT_EQ(talk->say(get("/")), Step::write_and_close);
    EXPECT_THAT(talk->sent, StartsWith("HTTP/1.1 500 "));
    EXPECT_TRUE(stream->is_over());
}

TEST(RequestIds, NeverRepeat) {
    RequestIds one;
    RequestIds other;
    EXPECT_NE(one.next(), one.next());
    EXPECT_NE(one.next(), other.next());
    const std::string id = one.next();
    EXPECT_EQ(sane_request_id({{"X-Request-Id", id}}), id);
}

/// Refuses every request for `/over`.
Answer refusing_over(const Request& request) {
    Answer answer;
    answer.status = request.path == "/over" ? 429 : 200;
    return answer;
}

std::string asking_over(int count) {
    std::string requests;
    for (int i = 0; i < count; ++i)
        requests += get("/over");
    return requests;
}

/// Goes on after each pause: how long they were, in milliseconds.
std::vector<std::int64_t> pauses_until_all_is_answered(Talk& talk, Step step) {
    std::vector<std::int64_t> pauses;
    for (; step == Step::pause; step = talk.go_on())
        pauses.push_back(talk.conversation().pause().count());
    return pauses;
}

TEST(Conversation, PausesBetweenRequestsThatAreRefusedAgainAndAgain) {
    Talk talk;
    talk.handler = refusing_over;
    const Step step = talk.say(asking_over(13));
    EXPECT_EQ(step, Step::pause);
    EXPECT_EQ(talk.requests.size(), 4u) << "the others wait";
    EXPECT_THAT(pauses_until_all_is_answered(talk, step),
                ElementsAre(10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000));
    EXPECT_EQ(talk.requests.size(), 13u);
    EXPECT_EQ(talk.say(get("/a")), Step::await_request);
    EXPECT_THAT(talk.sent, testing::EndsWith("Connection: keep-alive\r\n\r\n"));
}

TEST(Conversation, ForgetsRefusalsOnceARequestIsLetIn) {
    Talk talk;
    talk.handler = refusing_over;
    const std::string requests = asking_over(6) + get("/a") + asking_over(5) + get("/a");
    EXPECT_THAT(pauses_until_all_is_answered(talk, talk.say(requests)),
                ElementsAre(10, 20, 40, 10, 20));
    EXPECT_EQ(talk.requests.size(), 13u);
}

TEST(Conversation, GoesOnWithARequestThatComesPieceByPieceAfterAPause) {
    Talk talk;
    talk.handler = refusing_over;
    ASSERT_EQ(talk.say(asking_over(4) + "GET /a HT"), Step::pause);
    EXPECT_EQ(talk.go_on(), Step::read_head);
    EXPECT_EQ(talk.say("TP/1.1\r\nHost: a\r\n\r\n"), Step::await_request);
    EXPECT_EQ(talk.requests.size(), 5u);
}

TEST(Conversation, AWordToGoOnEndsNoRowOfRefusals) {
    Talk talk(true);
    talk.handler = [](const Request&) {
        Answer answer;
        answer.status = 429;
        return answer;
    };
    std::vector<std::int64_t> pauses;
    for (int i = 0; i < 6; ++i) {
        EXPECT_EQ(talk.say(post(1, "Expect: 100-continue\r\n")), Step::read_body);
        for (const std::int64_t pause : pauses_until_all_is_answered(talk, talk.say("b")))
            pauses.push_back(pause);
    }
    EXPECT_THAT(pauses, ElementsAre(10, 20, 40));
}

TEST(Conversation, NeverPausesOnAConnectionThatSpeaksForMany) {
    Talk talk(false, {.address = "192.0.2.7", .speaks_for_many = true});
    talk.handler = refusing_over;
    EXPECT_EQ(talk.say(asking_over(20)), Step::await_request);
    EXPECT_EQ(talk.requests.size(), 20u);
}

TEST(Conversation, PausesNoLongerOnceItIsDrained) {
    Talk talk;
    talk.handler = refusing_over;
    ASSERT_EQ(talk.say(asking_over(4)), Step::pause);
    talk.conversation().drain();
    EXPECT_EQ(talk.go_on(), Step::close);
    Talk with_another;
    with_another.handler = refusing_over;
    ASSERT_EQ(with_another.say(asking_over(6)), Step::pause);
    with_another.conversation().drain();
    EXPECT_EQ(with_another.go_on(), Step::write_and_close);
    EXPECT_EQ(with_another.requests.size(), 5u);
}

TEST(Conversation, ClosesAfterARefusalThatIsItsLastAnswerWithoutAPause) {
    Talk talk;
    talk.handler = refusing_over;
    EXPECT_EQ(talk.say(asking_over(3) + get("/over", "Connection: close\r\n")),
              Step::write_and_close);
}

}  // namespace
}  // namespace http
