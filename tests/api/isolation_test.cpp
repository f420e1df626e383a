#include "seed.hpp"
#include "server_under_test.hpp"

#include <gtest/gtest.h>

namespace edgvoip::tests {
namespace {

void expect_equal(const http::Answer& one, const http::Answer& other) {
    EXPECT_EQ(one.status, other.status);
    EXPECT_EQ(one.content_type, other.content_type);
    EXPECT_EQ(one.headers, other.headers);
    EXPECT_EQ(one.body, other.body);
}

TEST(Isolation, AForeignIdIsAnsweredAsAnIdThatDoesNotExist) {
    const ServerUnderTest server;
    for (const auto& [token, foreign] : {std::pair("a", "b1"), std::pair("b", "a1")}) {
        ASSERT_EQ(server.get(std::string("/api/cdr/") + foreign, server.bearer(token)).status, 404);
        expect_equal(server.get(std::string("/api/cdr/") + foreign, server.bearer(token)),
                     server.get("/api/cdr/zz", server.bearer(token)));
    }
}

TEST(Isolation, ACallOutsideTheScopeIsAnsweredAsOneThatDoesNotExist) {
    const ServerUnderTest server;
    for (const char* token : {"a-no-store", "a-no-ext", "a-roma-1002"}) {
        expect_equal(server.get("/api/cdr/a4", server.bearer(token)),
                     server.get("/api/cdr/zz", server.bearer(token)));
    }
}

TEST(Isolation, ForeignStoresAndNumbersFindNothing) {
    const ServerUnderTest server;
    const std::string roma(store_roma);
    for (const std::string& filter :
         {"store_id=" + roma, std::string("ext=1001"), std::string("did_e164=%2B390612345001"),
          std::string("number=%2B393331234567"), std::string("q=Societ")}) {
        const auto own = server.get("/api/cdr?" + filter, server.bearer("a"));
        const auto foreign = server.get("/api/cdr?" + filter, server.bearer("b"));
        EXPECT_EQ(own.body.find(R"("total":0)"), std::string::npos) << filter;
        EXPECT_NE(foreign.body.find(R"("total":0)"), std::string::npos) << filter;
    }
}

TEST(Isolation, NoAnswerHoldsAnythingOfTheOtherTenant) {
    const ServerUnderTest server;
    for (const char* path :
         {"/api/cdr", "/api/cdr?sort=mos", "/api/analytics/summary", "/api/analytics/by-store",
          "/api/analytics/by-agent", "/api/analytics/missed", "/api/analytics/qos?group_by=store",
          "/api/analytics/qos?group_by=agent", "/api/analytics/series", "/api/analytics/heatmap",
          "/api/directory/stores", "/api/directory/extensions", "/api/directory/dids",
          "/api/monitor/active-calls"}) {
        const auto a = server.get(path, server.bearer("a"));
        const auto b = server.get(path, server.bearer("b-full"));
        ASSERT_EQ(a.status, 200);
        ASSERT_EQ(b.status, 200);
        for (const char* canary : {"b0000000", "chain-b", "2001", "+390512345001"}) {
            EXPECT_EQ(a.body.find(canary), std::string::npos) << path << ' ' << canary;
        }
        for (const char* canary : {"a0000000", "chain-a", "1001\"", "+390612345001", "5a000000"}) {
            EXPECT_EQ(b.body.find(canary), std::string::npos) << path << ' ' << canary;
        }
    }
}

}  // namespace
}  // namespace edgvoip::tests
