#include "server_under_test.hpp"

#include <gtest/gtest.h>

namespace edgvoip::tests {
namespace {

constexpr const char* guarded[] = {"/api/cdr", "/api/cdr/a1", "/api/directory/stores",
                                   "/api/directory/extensions", "/api/directory/dids"};

TEST(Door, EveryEndpointWithTenantDataHasIt) {
    const ServerUnderTest server;
    for (const char* path : guarded) {
        SCOPED_TRACE(path);
        EXPECT_EQ(server.get(path).status, 401);
        EXPECT_EQ(server.get(path, server.bearer("flipped")).status, 401);
        EXPECT_EQ(server.get(path, server.bearer("a-domain-b-id")).status, 403);
        EXPECT_EQ(server.get(std::string(path) + "?sip_domain=chain-b.example", server.bearer("a"))
                      .status,
                  403);
        EXPECT_EQ(server.get(path, server.bearer("a")).status, 200);
    }
}

TEST(Door, TheTokenComesBeforeTheParameters) {
    const ServerUnderTest server;
    for (const char* path : guarded) {
        EXPECT_EQ(server.get(std::string(path) + "?nonsense=%", {}).status, 401) << path;
    }
}

TEST(Door, TheLogSaysWhyAndNeverTheToken) {
    const ServerUnderTest server;
    const std::pair<const char*, const char*> refused[] = {{"flipped", "bad_signature"},
                                                           {"other-key", "bad_signature"},
                                                           {"other-audience", "wrong_audience"},
                                                           {"too-early", "not_yet_valid"},
                                                           {"expired", "fault=expired"}};
    for (const auto& [name, reason] : refused) {
        server.get("/api/cdr", server.bearer(name));
        EXPECT_NE(server.log().find(reason), std::string::npos) << name;
        const std::string& token = server.token(name);
        for (const std::string& part : {token.substr(0, 20), token.substr(token.size() - 20)}) {
            EXPECT_EQ(server.log().find(part), std::string::npos) << name;
        }
    }
}

TEST(Door, TheFieldMustBeAloneAndBearer) {
    const ServerUnderTest server;
    const std::string& token = server.token("a");
    const auto status = [&](const http::Headers& headers) {
        return server.get("/api/cdr", headers).status;
    };
    EXPECT_EQ(status({{"authorization", "bearer " + token}}), 200);
    EXPECT_EQ(status({{"Authorization", "Bearer   " + token}}), 200);
    EXPECT_EQ(status({{"Authorization", token}}), 401);
    EXPECT_EQ(status({{"Authorization", "Basic " + token}}), 401);
    EXPECT_EQ(status({{"Authorization", "Bearer"}}), 401);
    EXPECT_EQ(status({{"Authorization", "Bearer "}}), 401);
    EXPECT_EQ(status({{"Authorization", "Bearer " + token}, {"Authorization", "Bearer " + token}}),
              401);
    EXPECT_EQ(status({{"Authorization", "Basic x"}, {"Authorization", "Bearer " + token}}), 401);
    EXPECT_EQ(server.get("/api/cdr?access_token=" + token).status, 401);
}

}  // namespace
}  // namespace edgvoip::tests
