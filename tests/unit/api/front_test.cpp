#include "edgvoip/api/front.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace edgvoip::api {
namespace {

using std::chrono::steady_clock;

std::string field(const http::Answer& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return "";
}

/// A front whose clock stands still until it is moved.
class FrontTest : public testing::Test {
protected:
    explicit FrontTest(const auth::Rate& rate = {.count = 2, .burst = 2},
                       const std::vector<std::string>& trusted = {"10.0.0.1"},
                       const std::vector<std::string>& origins = {"https://crm.example"})
        : limit_("ip", rate, [this] { return now_; }),
          front_(http::TrustedProxies::parse(trusted).value(),
                 http::CorsPolicy::parse(origins).value(), limit_,
                 [this](const http::Request& request, const http::Reply& reply) {
                     asked_ = request;
                     http::Answer answer;
                     answer.headers = next_fields_;
                     reply(std::move(answer));
                 }) {}

    http::Answer ask(const std::string& peer, http::Headers headers = {},
                     http::Method method = http::Method::get) {
        http::Request request;
        request.method = method;
        request.path = "/api/cdr";
        request.request_id = "r-1";
        request.client_address = peer;
        request.headers = std::move(headers);
        std::optional<http::Answer> given;
        front_.answer(std::move(request),
                      [&given](http::Answer answer) { given = std::move(answer); });
        return given.value();
    }

    steady_clock::time_point now_ = steady_clock::time_point(std::chrono::hours(1));
    http::Headers next_fields_;
    std::optional<http::Request> asked_;
    Limit limit_;
    Front front_;
};

TEST_F(FrontTest, says_on_every_answer_how_many_requests_are_left) {
    const http::Answer answer = ask("192.0.2.1");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(field(answer, "RateLimit"), "\"ip\";r=1;t=1");
    EXPECT_EQ(field(answer, "RateLimit-Policy"), "\"ip\";q=2;w=1");
}

TEST_F(FrontTest, says_it_before_what_the_route_says_of_the_tenant) {
    next_fields_ = {{"RateLimit", "\"tenant\";r=9;t=1"},
                    {"RateLimit-Policy", "\"tenant\";q=10;w=1"}};
    const http::Answer answer = ask("192.0.2.1");
    EXPECT_EQ(field(answer, "RateLimit"), "\"ip\";r=1;t=1, \"tenant\";r=9;t=1");
    EXPECT_EQ(field(answer, "RateLimit-Policy"), "\"ip\";q=2;w=1, \"tenant\";q=10;w=1");
}

TEST_F(FrontTest, refuses_who_asks_too_often_until_it_has_waited) {
    ask("192.0.2.1");
    ask("192.0.2.1");
    asked_.reset();
    const http::Answer refused = ask("192.0.2.1");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(field(refused, "Retry-After"), "1");
    EXPECT_EQ(field(refused, "RateLimit"), "\"ip\";r=0;t=1");
    EXPECT_EQ(refused.content_type, "application/problem+json");
    const auto body = boost::json::parse(refused.body);
    EXPECT_EQ(body.at("type").as_string(),
              "https://iana.org/assignments/http-problem-types#quota-exceeded");
    EXPECT_EQ(body.at("violated-policies").as_array().at(0).as_string(), "ip");
    EXPECT_EQ(body.at("request_id").as_string(), "r-1");
    EXPECT_FALSE(asked_) << "it has cost nobody anything";
    EXPECT_EQ(ask("192.0.2.2").status, 200);
    now_ += std::chrono::seconds(1);
    EXPECT_EQ(ask("192.0.2.1").status, 200);
}

TEST_F(FrontTest, counts_whom_a_trusted_proxy_speaks_for) {
    for (const std::string client : {"192.0.2.1", "192.0.2.2", "192.0.2.3"}) {
        EXPECT_EQ(ask("10.0.0.1", {{"X-Forwarded-For", client}}).status, 200);
        EXPECT_EQ(asked_->client_address, client);
    }
    const http::Headers forged = {{"X-Forwarded-For", "203.0.113.1, 192.0.2.1"}};
    EXPECT_EQ(ask("10.0.0.1", forged).status, 200);
    EXPECT_EQ(ask("10.0.0.1", forged).status, 429) << "192.0.2.1 has had its two";
}

TEST_F(FrontTest, forged_hops_bypass_nothing) {
    int allowed = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string hop = "203.0." + std::to_string(i / 250) + "." + std::to_string(i % 250);
        allowed += ask("198.51.100.7", {{"X-Forwarded-For", hop}}).status == 200 ? 1 : 0;
    }
    EXPECT_EQ(allowed, 2);
}

TEST_F(FrontTest, a_v6_network_is_one_client) {
    EXPECT_EQ(ask("2001:db8:0:1::1").status, 200);
    EXPECT_EQ(ask("2001:db8:0:1::2").status, 200);
    EXPECT_EQ(ask("2001:db8:0:1:ffff::3").status, 429);
    EXPECT_EQ(ask("2001:db8:0:2::1").status, 200);
}

TEST_F(FrontTest, keeps_answers_out_of_frames_and_referrers) {
    const http::Answer answer = ask("192.0.2.1");
    EXPECT_EQ(field(answer, "Content-Security-Policy"),
              "default-src 'none'; frame-ancestors 'none'");
    EXPECT_EQ(field(answer, "Referrer-Policy"), "no-referrer");
    next_fields_ = {{"Content-Security-Policy", "default-src 'self'"}};
    const http::Answer page = ask("192.0.2.1");
    EXPECT_EQ(field(page, "Content-Security-Policy"), "default-src 'self'") << "a page has its own";
}

TEST_F(FrontTest, a_page_of_the_list_can_read_a_refusal_too) {
    const http::Headers page = {{"Origin", "https://crm.example"}};
    for (const int status : {200, 200, 429}) {
        const http::Answer answer = ask("192.0.2.1", page);
        EXPECT_EQ(answer.status, status);
        EXPECT_EQ(field(answer, "Access-Control-Allow-Origin"), "https://crm.example");
        EXPECT_EQ(field(answer, "Vary"), "Origin");
    }
    EXPECT_EQ(field(ask("192.0.2.9", {{"Origin", "https://evil.example"}}),
                    "Access-Control-Allow-Origin"),
              "");
}

TEST_F(FrontTest, answers_a_preflight_itself_and_counts_it) {
    const http::Headers preflight = {{"Origin", "https://crm.example"},
                                     {"Access-Control-Request-Method", "GET"}};
    const http::Answer answer = ask("192.0.2.1", preflight, http::Method::options);
    EXPECT_EQ(answer.status, 204);
    EXPECT_FALSE(asked_);
    EXPECT_EQ(field(answer, "RateLimit"), "\"ip\";r=1;t=1");
}

class FrontWithoutLimitTest : public FrontTest {
protected:
    FrontWithoutLimitTest() : FrontTest({.count = 0}) {}
};

TEST_F(FrontWithoutLimitTest, says_nothing_of_a_limit_that_is_off) {
    for (int i = 0; i < 100; ++i) {
        const http::Answer answer = ask("192.0.2.1");
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(field(answer, "RateLimit"), "");
        EXPECT_EQ(field(answer, "RateLimit-Policy"), "");
    }
}

}  // namespace
}  // namespace edgvoip::api
