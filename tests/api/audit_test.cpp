#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

/// What the access audit is told of requests.
namespace edgvoip::tests {
namespace {

namespace json = boost::json;

json::object last(const ServerUnderTest& server) {
    return json::parse(server.audit.back()).as_object();
}

TEST(Audit, has_every_answer_about_a_tenant_with_its_rows) {
    const ServerUnderTest server;
    const char* const paths[] = {"/api/cdr",
                                 "/api/cdr?updated_since=start",
                                 "/api/analytics/by-store",
                                 "/api/analytics/by-agent",
                                 "/api/analytics/missed",
                                 "/api/analytics/qos",
                                 "/api/analytics/series",
                                 "/api/directory/stores",
                                 "/api/directory/extensions",
                                 "/api/directory/dids?page_size=1&page=99"};
    for (const std::string path : paths) {
        const http::Answer answer = server.get(path, server.bearer("a"));
        const auto items = json::parse(answer.body).at("items").as_array().size();
        EXPECT_EQ(last(server).at("rows").as_int64(), static_cast<std::int64_t>(items)) << path;
        EXPECT_EQ(last(server).at("route").as_string(), path.substr(0, path.find('?')));
        EXPECT_EQ(last(server).at("sip_domain").as_string(), "chain-a.example");
        EXPECT_EQ(answer.about, "chain-a.example");
    }
    EXPECT_EQ(server.audit.size(), std::size(paths));
    server.get("/api/cdr/a1", server.bearer("a"));
    EXPECT_EQ(last(server).at("rows").as_int64(), 1);
    EXPECT_EQ(last(server).at("route").as_string(), "/api/cdr/{call_id}");
    server.get("/api/analytics/summary", server.bearer("a"));
    EXPECT_TRUE(last(server).at("rows").is_null());
}

TEST(Audit, has_what_was_refused_to_a_tenant_and_what_it_has_already) {
    const ServerUnderTest server;
    server.get("/api/cdr?page=x", server.bearer("a"));
    EXPECT_EQ(last(server).at("status").as_int64(), 400);
    server.get("/api/cdr/nope", server.bearer("a"));
    EXPECT_EQ(last(server).at("status").as_int64(), 404);
    server.get("/api/cdr?sip_domain=chain-b.example", server.bearer("a"));
    EXPECT_EQ(last(server).at("status").as_int64(), 403);
    const auto etag = header_of(server.get("/api/directory/stores", server.bearer("a")), "ETag");
    http::Headers headers = server.bearer("a");
    headers.emplace_back("If-None-Match", etag.value());
    server.get("/api/directory/stores", headers);
    EXPECT_EQ(last(server).at("status").as_int64(), 304);
    EXPECT_EQ(server.audit.size(), 5U);
}

TEST(Audit, has_nothing_of_those_who_were_told_nothing) {
    ServerUnderTest server({.count = 1, .burst = 1});
    for (const char* path : {"/healthz", "/readyz", "/api/openapi.json", "/nowhere"})
        server.get(path);
    server.get("/api/cdr");
    server.get("/api/cdr", server.bearer("flipped"));
    server.get("/api/cdr", server.bearer("a-domain-b-id"));
    EXPECT_TRUE(server.audit.empty());
    server.broken = base::unavailable("gone");
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 503);
    server.broken.reset();
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 429);
    EXPECT_TRUE(server.audit.empty());
}

TEST(Audit, that_cannot_be_kept_means_no_answer) {
    ServerUnderTest server;
    server.audit_fails = base::Error{base::Fault::exhausted, "full"};
    const http::Answer answer = server.get("/api/cdr", server.bearer("a"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.body.find("items"), std::string::npos);
    EXPECT_EQ(server.get("/healthz").status, 200);
    server.audit_fails.reset();
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200);
}

}  // namespace
}  // namespace edgvoip::tests
