#include "seed.hpp"
#include "server_under_test.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace edgvoip::tests {
namespace {

class EtagTest : public testing::Test {
protected:
    http::Answer ask(const std::string& target, const std::string& token = "a",
                     const std::string& if_none_match = "") const {
        http::Headers headers = server.bearer(token);
        if (!if_none_match.empty()) headers.emplace_back("If-None-Match", if_none_match);
        return server.get(target, headers);
    }
    std::string etag(const std::string& target, const std::string& token = "a") const {
        const auto answer = ask(target, token);
        EXPECT_EQ(answer.status, 200) << target;
        const auto tag = header_of(answer, "ETag");
        EXPECT_TRUE(tag) << target;
        return tag.value_or("");
    }
    static call::Call seeded(std::string_view id) {
        for (const call::Call& call : seed_calls()) {
            if (call.id.text == id) return call;
        }
        throw std::runtime_error("no such call");
    }

    ServerUnderTest server;
    const std::string fixed = "/api/cdr?from=2025-10-01&to=2025-10-31";
};

TEST_F(EtagTest, WhoHasTheAnswerGetsNoOther) {
    for (const std::string& target :
         {fixed, std::string("/api/cdr/a1"), std::string("/api/directory/stores"),
          std::string("/api/directory/extensions"), std::string("/api/directory/dids")}) {
        const std::string tag = etag(target);
        EXPECT_EQ(tag.front(), '"');
        EXPECT_EQ(tag.back(), '"');
        EXPECT_EQ(etag(target), tag) << "the same while nothing happens";
        for (const std::string& held : {tag, "W/" + tag, "\"other\" , " + tag, std::string("*")}) {
            const auto answer = ask(target, "a", held);
            EXPECT_EQ(answer.status, 304) << target << held;
            EXPECT_TRUE(answer.body.empty());
            EXPECT_EQ(header_of(answer, "ETag"), tag);
            EXPECT_EQ(header_of(answer, "Cache-Control"), "private, no-cache");
        }
        for (const std::string& held :
             {std::string("\"other\""), tag.substr(1), std::string(","), "x" + tag}) {
            EXPECT_EQ(ask(target, "a", held).status, 200) << target << held;
        }
    }
}

TEST_F(EtagTest, IsAnotherForAnotherQuestionSightOrTenant) {
    const std::set<std::string> tags = {
        etag(fixed),           etag(fixed + "&page=2"), etag(fixed + "&direction=in"),
        etag(fixed, "a-roma"), etag(fixed, "a-1002"),   etag(fixed, "b"),
        etag(fixed, "b-full"), etag("/api/cdr/a1"),     etag("/api/cdr/a2")};
    EXPECT_EQ(tags.size(), 9U);
}

TEST_F(EtagTest, IsAnotherWhenACallOfTheTenantChanged) {
    const std::string list = etag(fixed);
    const std::string detail = etag("/api/cdr/a1");
    const std::string other_tenant = etag(fixed, "b");
    const std::string directory = etag("/api/directory/stores");
    call::Call changed = seeded("a1");
    changed.hangup_cause = "OTHER";
    server.change({changed});
    EXPECT_NE(etag(fixed), list);
    EXPECT_NE(etag("/api/cdr/a1"), detail);
    EXPECT_EQ(ask(fixed, "a", list).status, 200);
    EXPECT_EQ(etag(fixed, "b"), other_tenant);
    EXPECT_EQ(etag("/api/directory/stores"), directory) << "no call has a part in it";
}

TEST_F(EtagTest, FiguresHaveOneWhileNoCallChanges) {
    for (const char* figures :
         {"summary", "by-store", "by-agent", "missed", "qos", "series", "heatmap"}) {
        const std::string target =
            std::string("/api/analytics/") + figures + "?from=2025-10-01&to=2025-10-31";
        const std::string tag = etag(target);
        EXPECT_NE(etag(target, "a-roma"), tag) << target;
        const auto answer = ask(target, "a", tag);
        EXPECT_EQ(answer.status, 304) << target;
        EXPECT_TRUE(answer.body.empty()) << target;
        call::Call changed = seeded("a1");
        changed.hangup_cause = figures;
        server.change({changed});
        EXPECT_EQ(ask(target, "a", tag).status, 200) << target;
    }
    const std::string definitions = "/api/analytics/definitions";
    EXPECT_EQ(ask(definitions, "a", etag(definitions)).status, 304);
}

TEST_F(EtagTest, AQuestionThatEndsNowHasNone) {
    for (const char* target :
         {"/api/cdr", "/api/cdr?from=2025-10-01", "/api/cdr?page_size=2",
          "/api/cdr?updated_since=start", "/api/analytics/summary", "/api/analytics/missed"}) {
        EXPECT_FALSE(header_of(ask(target), "ETag")) << target;
        EXPECT_EQ(ask(target, "a", "*").status, 200) << target;
    }
}

TEST_F(EtagTest, ACursorsIntervalIsFixed) {
    const auto first = ask("/api/cdr?page_size=2");
    const std::size_t at = first.body.find("\"next_cursor\":\"") + 15;
    const std::string target =
        "/api/cdr?cursor=" + first.body.substr(at, first.body.find('"', at) - at);
    EXPECT_EQ(ask(target, "a", etag(target)).status, 304);
}

TEST_F(EtagTest, ProblemsHaveNone) {
    EXPECT_FALSE(header_of(ask("/api/cdr/zz"), "ETag"));
    EXPECT_EQ(ask("/api/cdr/zz", "a", "*").status, 404);
    EXPECT_FALSE(header_of(ask("/api/cdr?page=0"), "ETag"));
    EXPECT_FALSE(header_of(server.get("/api/cdr"), "ETag"));
}

TEST_F(EtagTest, WhileCallsAreLoadedNothingIsKnown) {
    const std::string list = etag(fixed);
    const base::TenantId tenant{*base::Uuid::parse(tenant_a)};
    server.indexes().forget(tenant);
    server.indexes().expect(tenant);
    for (const std::string& target : {fixed, std::string("/api/cdr/a1")}) {
        const auto answer = ask(target, "a", list);
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(header_of(answer, "Retry-After"), "2");
        EXPECT_NE(answer.body.find("/problems/not-ready"), std::string::npos);
    }
    EXPECT_EQ(ask(fixed, "b").status, 200) << "the others answer";
    EXPECT_EQ(ask("/api/directory/stores").status, 200);
}

}  // namespace
}  // namespace edgvoip::tests
