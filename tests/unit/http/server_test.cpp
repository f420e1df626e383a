#include "http/server.hpp"

#include "http/router.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace http {
namespace {

using std::chrono::milliseconds;

Answer echo_path(const Request& request) {
    Answer answer;
    answer.body = request.path;
    return answer;
}

ServerOptions one_thread() {
    ServerOptions options;
    options.threads = 1;
    options.linger_time_max = milliseconds(20);
    return options;
}

TEST(Server, AnswersOneRequestAfterTheOtherOnOneConnection) {
    auto server = started({}, echo_path);
    Wire wire(server->port());
    for (const char* path : {"/a", "/b", "/c"}) {
        ASSERT_TRUE(wire.send(get(path)));
        const auto answer = wire.read_answer();
        ASSERT_TRUE(answer.has_value());
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, path);
        EXPECT_EQ(answer->field("Content-Type"), "application/json");
        EXPECT_THAT(answer->field("Date").value_or(""), testing::EndsWith(" GMT"));
        EXPECT_EQ(answer->field("Server"), std::nullopt);
    }
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    auto server = started(one_thread(), echo_path);
    Wire wire(server->port());
    std::string requests;
    for (int i = 0; i < 500; ++i)
        requests += get("/" + std::to_string(i));
    ASSERT_TRUE(wire.send(requests + get("/last", "Connection: close\r\n") + get("/never")));
    for (int i = 0; i < 500; ++i) {
        const auto answer = wire.read_answer();
        ASSERT_TRUE(answer.has_value()) << i;
        ASSERT_EQ(answer->body, "/" + std::to_string(i));
    }
    EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).body, "/last");
    EXPECT_TRUE(wire.ends_here());
}

TEST(Server, ClosesAConnectionAfterItsTenThousandthAnswer) {
    auto server = started(one_thread(), echo_path);
    Wire wire(server->port());
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += get("/a");
    std::optional<RawAnswer> last;
    for (int i = 0; i < 10'000; ++i) {
        if (i % 100 == 0 && !wire.send(requests)) break;
        EXPECT_EQ(last.value_or(RawAnswer{}).field("Connection").value_or("keep-alive"),
                  "keep-alive");
        last = wire.read_answer();
        ASSERT_TRUE(last.has_value()) << i;
    }
    EXPECT_EQ(last->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
}

TEST(Server, AnswersAClientThatHasSaidItsEnd) {
    auto server = started({}, echo_path);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/a") + get("/b")));
    wire.end_sending();
    EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).body, "/a");
    EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).body, "/b");
    EXPECT_TRUE(wire.ends_here());
}

TEST(Server, AnswersHead) {
    Router router;
    router.add({Method::get}, "/a", [](const Request&) {
        Answer answer;
        answer.body = "12345";
        return answer;
    });
    auto server = started({}, [&](Request request) { return router.answer(std::move(request)); });
    Wire wire(server->port());
    ASSERT_TRUE(wire.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b")));
    const auto head = wire.read_answer(true);
    ASSERT_TRUE(head.has_value());
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->field("Content-Length"), "5");
    EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).status, 404);
}

TEST(Server, SendsALargeAnswerWhole) {
    std::string large(20 * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < large.size(); i += 1000)
        large[i] = static_cast<char>('a' + i % 26);
    auto server = started({}, [&](const Request&) {
        Answer answer;
        answer.body = large;
        return answer;
    });
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_TRUE(answer->body == large);
}

TEST(Server, TakesALargeBodyAfterTellingTheClientToGoOn) {
    ServerOptions options = one_thread();
    options.bodies = true;
    auto server = started(options, [](const Request& request) {
        Answer answer;
        answer.status = 202;
        answer.body = std::to_string(request.body.size());
        return answer;
    });
    Wire wire(server->port());
    ASSERT_TRUE(
        wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n"
                  "Expect: 100-continue\r\n\r\n"));
    EXPECT_EQ(wire.read_answer(true).value_or(RawAnswer{}).head, "HTTP/1.1 100 Continue");
    ASSERT_TRUE(wire.send(std::string(1048576, 'b')));
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, 202);
    EXPECT_EQ(answer->body, "1048576");
}

TEST(Server, AnAnswerSurvivesABodyThatNobodyReads) {
    ServerOptions options;
    options.threads = 1;
    auto server = started(options, [](const Request&) {
        Answer answer;
        answer.status = 405;
        return answer;
    });
    Wire wire(server->port());
    const std::string body(4 * 1024 * 1024, 'b');
    wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, 405);
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(wire.ends_here());
}

TEST(Server, KnowsTheClientsAddress) {
    std::atomic<int> wrong = 0;
    const auto handler = [&](const Request& request) {
        if (request.client_address != "127.0.0.1") ++wrong;
        return Answer{};
    };
    auto v4 = started({}, handler);
    ServerOptions dual;
    dual.listen = "[::]:0";
    auto v6 = started(dual, handler);
    for (Server* server : {v4.get(), v6.get()}) {
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(get("/")));
        EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).status, 200);
    }
    EXPECT_EQ(wrong, 0);
}

TEST(Server, TellsASlowRequestThatItIsLate) {
    ServerOptions options = one_thread();
    options.header_time_max = milliseconds(30);
    options.body_time_max = milliseconds(30);
    options.bodies = true;
    auto server = started(options, echo_path);
    for (const char* part :
         {"GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel"}) {
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(part));
        const auto answer = wire.read_answer();
        ASSERT_TRUE(answer.has_value()) << part;
        EXPECT_EQ(answer->status, 408);
        EXPECT_EQ(answer->field("Connection"), "close");
        EXPECT_TRUE(wire.ends_here());
    }
}

TEST(Server, TricklingBytesWinNoTime) {
    ServerOptions options = one_thread();
    options.header_time_max = milliseconds(50);
    auto server = started(options, echo_path);
    Wire wire(server->port());
    std::atomic<bool> ended = false;
    std::thread trickle([&] {
        wire.send("GET / HTTP/1.1\r\nX: ");
        while (!ended && wire.send("x"))
            std::this_thread::sleep_for(milliseconds(5));
    });
    const auto answer = wire.read_answer();
    ended = true;
    trickle.join();
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, 408);
}

TEST(Server, ClosesIdleConnectionsWithoutAWord) {
    ServerOptions options = one_thread();
    options.idle_time_max = milliseconds(30);
    auto server = started(options, echo_path);
    Wire fresh(server->port());
    EXPECT_TRUE(fresh.ends_here());
    Wire used(server->port());
    ASSERT_TRUE(used.send(get("/a")));
    EXPECT_TRUE(used.read_answer().has_value());
    EXPECT_TRUE(used.ends_here());
}

TEST(Server, ServesManyClientsAtOnce) {
    ServerOptions options;
    options.threads = 3;
    KeptEvents events;
    options.observer = &events;
    auto server = started(options, echo_path);
    constexpr int clients = 16;
    constexpr int requests = 100;
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, client] {
            Wire wire(server->port());
            for (int i = 0; i < requests; ++i) {
                const std::string path = "/" + std::to_string(client) + "/" + std::to_string(i);
                if (!wire.send(get(path))) return;
                const auto answer = wire.read_answer();
                if (answer && answer->body == path) ++right;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(right, clients * requests);
    EXPECT_EQ(events.with("http_request ").size(), std::size_t{clients * requests});
}

/// Fails at the first answered request, as if memory had run out there.
class FailsOnce final : public base::Observer {
public:
    void event(base::Severity severity, std::string_view event,
               std::initializer_list<base::Field> fields) override {
        if (event == "http_request" && !failed_.exchange(true)) throw std::bad_alloc();
        kept.event(severity, event, fields);
    }

    KeptEvents kept;

private:
    std::atomic<bool> failed_ = false;
};

TEST(Server, AFailureInsideEndsItsConnectionOnly) {
    ServerOptions options = one_thread();
    FailsOnce observer;
    options.observer = &observer;
    auto server = started(options, echo_path);
    Wire other(server->port());
    Wire unlucky(server->port());
    ASSERT_TRUE(unlucky.send(get("/a")));
    EXPECT_TRUE(unlucky.ends_here());
    ASSERT_TRUE(other.send(get("/b")));
    EXPECT_EQ(other.read_answer().value_or(RawAnswer{}).body, "/b");
    EXPECT_EQ(observer.kept.with("http_connection_failed").size(), 1u);
}

TEST(Server, SaysWhyItCannotStart) {
    auto first = started({}, echo_path);
    ServerOptions options;
    options.listen = "127.0.0.1:" + std::to_string(first->port());
    auto second = Server::start(options, echo_path);
    ASSERT_TRUE(second.has_error());
    EXPECT_EQ(second.error().fault, base::Fault::unavailable);
    EXPECT_THAT(second.error().detail, testing::HasSubstr("in use"));
    options.listen = "nowhere";
    EXPECT_EQ(Server::start(options, echo_path).error().fault, base::Fault::invalid);
}

/// The lowest descriptor that is not open, so that a limit of it lets no other be opened.
rlim_t next_descriptor() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    ::close(probe);
    return static_cast<rlim_t>(probe);
}

TEST(Server, ClosesConnectionsWhileItHasNoDescriptorAndIsItselfAgainWithOne) {
    ServerOptions options = one_thread();
    KeptEvents events;
    options.observer = &events;
    auto server = started(options, echo_path);
    rlimit limit{};
    ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &limit), 0);
    const rlim_t before = limit.rlim_cur;
    Wire made_before(server->port());
    ASSERT_TRUE(made_before.send(get("/first")));
    ASSERT_TRUE(made_before.read_answer().has_value());
    limit.rlim_cur = next_descriptor() + 1;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
    for (int i = 0; i < 3; ++i) {
        Wire over(server->port());  // takes the last descriptor
        EXPECT_TRUE(over.ends_here());
    }
    ASSERT_TRUE(made_before.send(get("/second")));
    EXPECT_EQ(made_before.read_answer().value_or(RawAnswer{}).body, "/second");
    limit.rlim_cur = before;
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &limit), 0);
    EXPECT_TRUE(events.wait_for("http_connection_refused reason=descriptors", 1));
    EXPECT_TRUE(events.with("http_accept_failed").empty());
    Wire after(server->port());
    ASSERT_TRUE(after.send(get("/after")));
    EXPECT_EQ(after.read_answer().value_or(RawAnswer{}).body, "/after");
}

}  // namespace
}  // namespace http
