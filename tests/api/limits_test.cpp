#include "server_under_test.hpp"

#include <gtest/gtest.h>

#include <chrono>

/// How many requests a tenant may put, and how many bad tokens a client.
namespace edgvoip::tests {
namespace {

constexpr auth::Rate no_limit = {};

std::string rate_limit(const http::Answer& answer) {
    return header_of(answer, "RateLimit").value_or("");
}

TEST(TenantLimit, is_told_on_every_answer_about_the_tenant) {
    const ServerUnderTest server({.count = 10, .burst = 4});
    EXPECT_EQ(rate_limit(server.get("/api/cdr", server.bearer("a"))), "\"tenant\";r=3;t=1");
    const http::Answer bad = server.get("/api/cdr?page=x", server.bearer("a"));
    EXPECT_EQ(bad.status, 400);
    EXPECT_EQ(rate_limit(bad), "\"tenant\";r=2;t=1");
    EXPECT_EQ(header_of(bad, "RateLimit-Policy"), "\"tenant\";q=4;w=1");
    const http::Answer foreign =
        server.get("/api/cdr?sip_domain=chain-b.example", server.bearer("a"));
    EXPECT_EQ(foreign.status, 403);
    EXPECT_EQ(rate_limit(foreign), "\"tenant\";r=1;t=1");
    EXPECT_EQ(rate_limit(server.get("/api/cdr/nope", server.bearer("a"))), "\"tenant\";r=0;t=1");
}

TEST(TenantLimit, stops_one_tenant_and_no_other) {
    ServerUnderTest server({.count = 1, .burst = 3});
    for (const char* path : {"/api/cdr", "/api/analytics/summary", "/api/directory/stores"})
        EXPECT_EQ(server.get(path, server.bearer("a")).status, 200) << path;
    const http::Answer refused = server.get("/api/cdr", server.bearer("a"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(header_of(refused, "Retry-After"), "1");
    EXPECT_NE(refused.body.find("\"violated-policies\":[\"tenant\"]"), std::string::npos);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("b")).status, 200);
    EXPECT_EQ(server.get("/healthz").status, 200) << "nobody's";
    server.steady += std::chrono::seconds(1);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200);
}

TEST(TenantLimit, comes_behind_the_token_and_before_the_parameters) {
    const ServerUnderTest server({.count = 1, .burst = 1});
    EXPECT_EQ(server.get("/api/cdr", server.bearer("flipped")).status, 401);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a-domain-b-id")).status, 403);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200) << "others cost it nothing";
    EXPECT_EQ(server.get("/api/cdr?page=x", server.bearer("a")).status, 429);
}

TEST(TenantLimit, a_request_that_has_waited_is_counted_once) {
    const ServerUnderTest server({.count = 1, .burst = 2});
    http::Request request;
    request.path = "/api/cdr";
    request.headers = server.bearer("a");
    request.is_repeated = true;
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(server.router().answer(request).status, 200);
    request.is_repeated = false;
    EXPECT_EQ(rate_limit(server.router().answer(request)), "\"tenant\";r=1;t=1");
}

TEST(BadTokens, are_refused_unread_after_too_many) {
    ServerUnderTest server(no_limit, {.count = 3, .burst = 3, .period = std::chrono::minutes(1)});
    for (const char* name : {"flipped", "other-key", "other-audience"})
        EXPECT_EQ(server.get("/api/cdr", server.bearer(name)).status, 401) << name;
    const http::Answer refused = server.get("/api/cdr", server.bearer("flipped"));
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(header_of(refused, "Retry-After"), "20");
    EXPECT_NE(refused.body.find("\"violated-policies\":[\"bad-tokens\"]"), std::string::npos);
    server.steady += std::chrono::seconds(20);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("flipped")).status, 401);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("flipped")).status, 429);
}

TEST(BadTokens, of_one_client_do_not_stop_the_tokens_that_are_known_to_be_good) {
    const ServerUnderTest server(no_limit, {.count = 1, .burst = 1});
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("flipped")).status, 401);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("flipped")).status, 429);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200);
    EXPECT_EQ(server.get("/api/cdr", server.bearer("b")).status, 429) << "not seen before";
}

TEST(BadTokens, are_not_those_that_are_missing_or_expired) {
    const ServerUnderTest server(no_limit, {.count = 1, .burst = 1});
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(server.get("/api/cdr").status, 401);
        EXPECT_EQ(server.get("/api/cdr", server.bearer("expired")).status, 401);
        EXPECT_EQ(server.get("/api/cdr", server.bearer("a-domain-b-id")).status, 403);
    }
}

}  // namespace
}  // namespace edgvoip::tests
