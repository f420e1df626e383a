#include "http/client.hpp"

#include "base/limits.hpp"
#include "http/server.hpp"
#include "wire.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace http {
namespace {

using std::chrono::milliseconds;

std::string at(const Server& server) {
    return "127.0.0.1:" + std::to_string(server.port());
}

Question question(std::string listen, std::string target = "/") {
    Question asked;
    asked.listen = std::move(listen);
    asked.target = std::move(target);
    return asked;
}

/// Says what it was asked.
Answer echo(const Request& request) {
    Answer answer;
    answer.body = request.method_name + " " + request.path + " " + request.query;
    answer.body += " " + std::string(request.header("Authorization").value_or("nobody"));
    return answer;
}

/// A bound socket of this machine that accepts connections when it listens, and never answers.
class Silent {
public:
    explicit Silent(bool listens) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        EXPECT_EQ(::bind(descriptor_, generic, length), 0);
        if (listens) {
            EXPECT_EQ(::listen(descriptor_, 8), 0);
        }
        EXPECT_EQ(::getsockname(descriptor_, generic, &length), 0);
        listen = "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    }
    Silent(const Silent&) = delete;
    Silent& operator=(const Silent&) = delete;
    ~Silent() { ::close(descriptor_); }

    std::string listen;

private:
    int descriptor_;
};

TEST(Client, AsksWithGetAndGivesTheAnswer) {
    const auto server = started({}, echo);
    const auto response = get(question(at(*server), "/a/b?c=d%20e"));
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, "GET /a/b c=d%20e nobody");
}

TEST(Client, SendsUserAndPassword) {
    const auto server = started({}, echo);
    Question asked = question(at(*server));
    asked.user = "Aladdin";
    asked.password = base::Secret("open sesame");
    EXPECT_EQ(get(asked).value().body, "GET /  Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
}

TEST(Client, SendsFieldsAndGivesThoseOfTheAnswer) {
    const auto server = started({}, [](const Request& request) {
        Answer answer;
        answer.headers.emplace_back("ETag", "\"" + std::string(*request.header("X-Told")) + "\"");
        answer.headers.emplace_back("Link",
                                    std::string(request.header("X-Empty").value_or("none")));
        return answer;
    });
    Question asked = question(at(*server));
    asked.headers = {{"X-Told", "a: b"}, {"X-Empty", ""}};
    const auto response = get(asked);
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->header("etag"), "\"a: b\"");
    EXPECT_EQ(response->header("Link"), "");
    EXPECT_EQ(response->header("Content-Type"), "application/json");
    EXPECT_EQ(response->header("X-Nobody"), std::nullopt);
    asked.headers = {{"X-Told", "a\r\nX-More: b"}};
    EXPECT_THROW(static_cast<void>(get(asked)), base::Bug);
}

TEST(Client, APathIsAskedForAsItIs) {
    const auto server = started({}, echo);
    EXPECT_EQ(get(question(at(*server), "/a/../b/./c")).value().body, "GET /a/../b/./c  nobody");
}

TEST(Client, OneThatIsKeptAsksOverTheSameConnection) {
    const auto server = started({.connections_max = 1}, echo);
    Client client;
    Question asked = question(at(*server), "/a");
    asked.user = "Aladdin";
    asked.password = base::Secret("open sesame");
    EXPECT_EQ(client.get(asked).value().status, 200);
    // The server takes no second connection, and nothing is left of the first question.
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(client.get(question(at(*server), "/b")).value().body, "GET /b  nobody");
}

TEST(Client, OneThatIsKeptFindsAServerThatWasStartedAnew) {
    auto server = started({}, echo);
    const std::string listen = at(*server);
    Client client;
    EXPECT_EQ(client.get(question(listen, "/a")).value().status, 200);
    server->stop();
    EXPECT_FALSE(client.get(question(listen, "/a")));
    server = started({.listen = listen}, echo);
    EXPECT_EQ(client.get(question(listen, "/a")).value().body, "GET /a  nobody");
}

TEST(Client, GivesAnswersOfEveryStatusAndFollowsNoRedirect) {
    const auto server = started({}, [](const Request& request) {
        Answer answer;
        answer.status = std::atoi(request.query.c_str());
        answer.headers.emplace_back("Location", "/?200");
        answer.body = "as it is";
        return answer;
    });
    for (const int status : {302, 401, 404, 500, 503}) {
        const auto response = get(question(at(*server), "/?" + std::to_string(status)));
        ASSERT_TRUE(response) << response.error().detail;
        EXPECT_EQ(response->status, status);
        EXPECT_EQ(response->body, "as it is");
    }
}

TEST(Client, AsksAtAUnixSocket) {
    const std::string path =
        std::filesystem::temp_directory_path() / ("edg_client_" + std::to_string(::getpid()));
    const auto server = started({.listen = "unix:" + path}, echo);
    EXPECT_EQ(get(question("unix:" + path, "/a")).value().body, "GET /a  nobody");
    server->stop();
    const auto nobody = get(question("unix:" + path));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().fault, base::Fault::unavailable);
    EXPECT_EQ(nobody.error().detail, "nobody listens at unix:" + path);
}

TEST(Client, AWildcardAddressIsAskedAtLoopback) {
    const auto server = started({.listen = "127.0.0.1:0"}, echo);
    const auto response = get(question("0.0.0.0:" + std::to_string(server->port()), "/a"));
    EXPECT_EQ(response.value().body, "GET /a  nobody");
    EXPECT_EQ(asked_at("0.0.0.0:80"), "127.0.0.1:80");
    EXPECT_EQ(asked_at("[::]:80"), "[::1]:80");
    EXPECT_EQ(asked_at("10.0.0.0:80"), "10.0.0.0:80");
    EXPECT_EQ(asked_at("unix:/a"), "unix:/a");
}

TEST(Client, AProxyOfTheEnvironmentIsNotAsked) {
    const Silent proxy(false);
    ASSERT_EQ(::setenv("http_proxy", ("http://" + proxy.listen).c_str(), 1), 0);
    const auto server = started({}, echo);
    const auto response = get(question(at(*server), "/a"));
    ::unsetenv("http_proxy");
    ASSERT_TRUE(response) << response.error().detail;
    EXPECT_EQ(response->body, "GET /a  nobody");
}

TEST(Client, ALargeAnswerComesWholeAndATooLargeOneNot) {
    const auto server = started({}, [](const Request& request) {
        Answer answer;
        answer.body.assign(base::limits::response_bytes_max + (request.path == "/more" ? 1 : 0),
                           'x');
        return answer;
    });
    EXPECT_EQ(get(question(at(*server))).value().body.size(), base::limits::response_bytes_max);
    Question asked = question(at(*server), "/more");
    asked.body_bytes_max = base::limits::response_bytes_max + 1;
    EXPECT_EQ(get(asked).value().body.size(), base::limits::response_bytes_max + 1);
    const auto more = get(question(at(*server), "/more"));
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().fault, base::Fault::exhausted);
}

TEST(Client, NobodyListens) {
    const Silent nobody(false);
    const auto response = get(question(nobody.listen));
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().fault, base::Fault::unavailable);
    EXPECT_EQ(response.error().detail, "nobody listens at " + nobody.listen);
}

TEST(Client, AnAnswerThatDoesNotComeEndsTheWaiting) {
    const Silent silent(true);
    Question asked = question(silent.listen);
    asked.time_max = milliseconds(50);
    const auto response = get(asked);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().fault, base::Fault::unavailable);
    EXPECT_EQ(response.error().detail, "no answer in time from " + silent.listen);
}

TEST(Client, WhatIsNoAddressIsRefused) {
    for (const char* listen : {"", ":", "127.0.0.1:port", "[::1:80", "127.0.0.1:99999"}) {
        const auto response = get(question(listen));
        ASSERT_FALSE(response) << listen;
        EXPECT_EQ(response.error().fault, base::Fault::invalid) << response.error().detail;
    }
}

TEST(Client, ManyThreadsAskAtOnce) {
    const auto server = started({}, echo);
    std::vector<std::thread> threads;
    threads.reserve(8);
    std::atomic<int> right = 0;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                const auto response = get(question(at(*server), "/a"));
                if (response && response->body == "GET /a  nobody") ++right;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(right, 160);
}

}  // namespace
}  // namespace http
