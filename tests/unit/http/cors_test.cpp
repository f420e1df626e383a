#include "http/cors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {
namespace {

std::string field(const Answer& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return "";
}

CorsPolicy policy() {
    return CorsPolicy::parse({"https://crm.example", "http://localhost:5173"}).value();
}

Request question(Method method, Headers headers) {
    Request request;
    request.method = method;
    request.path = "/api/cdr";
    request.headers = std::move(headers);
    return request;
}

TEST(Cors, a_page_of_the_list_may_ask_and_read) {
    const auto preflight =
        policy().preflight(question(Method::options, {{"Origin", "https://crm.example"},
                                                      {"Access-Control-Request-Method", "GET"}}));
    ASSERT_TRUE(preflight);
    EXPECT_EQ(preflight->status, 204);
    EXPECT_EQ(field(*preflight, "Access-Control-Allow-Methods"), "GET, HEAD");
    EXPECT_THAT(field(*preflight, "Access-Control-Allow-Headers"),
                testing::HasSubstr("Authorization"));

    const auto origin =
        policy().origin_of(question(Method::get, {{"Origin", "http://localhost:5173"}}));
    ASSERT_TRUE(origin);
    Answer answer;
    CorsPolicy::allow(*origin, answer);
    EXPECT_EQ(field(answer, "Access-Control-Allow-Origin"), "http://localhost:5173");
    EXPECT_THAT(field(answer, "Access-Control-Expose-Headers"), testing::HasSubstr("RateLimit"));
    EXPECT_EQ(field(answer, "Access-Control-Allow-Credentials"), "");
}

TEST(Cors, other_pages_are_told_nothing) {
    for (const std::string origin : {"https://crm.example.evil", "http://crm.example", "null", "*",
                                     "https://crm.example:444", "https://CRM.example", ""}) {
        const Request request = question(
            Method::options, {{"Origin", origin}, {"Access-Control-Request-Method", "GET"}});
        EXPECT_FALSE(policy().preflight(request)) << origin;
        EXPECT_FALSE(policy().origin_of(request)) << origin;
    }
}

TEST(Cors, only_a_question_before_the_request_is_a_preflight) {
    EXPECT_FALSE(
        policy().preflight(question(Method::options, {{"Origin", "https://crm.example"}})));
    EXPECT_FALSE(
        policy().preflight(question(Method::get, {{"Origin", "https://crm.example"},
                                                  {"Access-Control-Request-Method", "GET"}})));
}

TEST(Cors, an_empty_list_is_no_cors_at_all) {
    const CorsPolicy none = CorsPolicy::parse({}).value();
    const Request request = question(Method::options, {{"Origin", "https://crm.example"},
                                                       {"Access-Control-Request-Method", "GET"}});
    EXPECT_FALSE(none.preflight(request));
    EXPECT_FALSE(none.origin_of(request));
    Answer answer;
    none.tell_caches(answer);
    EXPECT_TRUE(answer.headers.empty());
    policy().tell_caches(answer);
    EXPECT_EQ(field(answer, "Vary"), "Origin");
}

TEST(Cors, a_wrong_origin_is_named) {
    for (const std::string origin : {"*", "null", "crm.example", "https://", "https://crm.example/",
                                     "HTTPS://crm.example", "ftp://crm.example", ""}) {
        const auto parsed = CorsPolicy::parse({"https://crm.example", origin});
        ASSERT_FALSE(parsed.has_value()) << origin;
        EXPECT_THAT(parsed.error().detail, testing::HasSubstr("'" + origin + "'"));
    }
}

}  // namespace
}  // namespace http
