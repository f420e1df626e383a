#include "server_under_test.hpp"

#include <gtest/gtest.h>

namespace edgvoip::tests {
namespace {

const std::string secret_detail = "SELECT failed on /var/lib/calls.db";

void expect_told_nothing(const http::Answer& answer) {
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(answer.body.find("SELECT"), std::string::npos);
    EXPECT_EQ(answer.body.find("/var/"), std::string::npos);
    EXPECT_EQ(header_of(answer, "Cache-Control"), "no-store");
}

TEST(StoreFaults, AStoreThatCannotAnswerNowIs503WithRetryAfter) {
    ServerUnderTest server;
    server.broken = base::unavailable(secret_detail);
    for (const char* path : {"/api/cdr", "/api/cdr/a1", "/api/cdr?updated_since=start"}) {
        const auto answer = server.get(path, server.bearer("a"));
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(header_of(answer, "Retry-After"), "2");
        EXPECT_NE(answer.body.find("/problems/store-unavailable"), std::string::npos);
        expect_told_nothing(answer);
    }
    server.broken.reset();
    EXPECT_EQ(server.get("/api/cdr", server.bearer("a")).status, 200);
}

TEST(StoreFaults, ADamagedStoreIs500) {
    ServerUnderTest server;
    server.broken = base::corrupt(secret_detail);
    for (const char* path : {"/api/cdr", "/api/cdr/a1", "/api/cdr?updated_since=start"}) {
        const auto answer = server.get(path, server.bearer("a"));
        EXPECT_EQ(answer.status, 500);
        EXPECT_FALSE(header_of(answer, "Retry-After"));
        EXPECT_NE(answer.body.find("/problems/store-corrupt"), std::string::npos);
        expect_told_nothing(answer);
    }
}

TEST(StoreFaults, AQuestionThatFailsIsAnsweredAlikeAndLogged) {
    ServerUnderTest server;
    FailingReader failing;
    server.other_reader = &failing;
    const std::pair<base::Error, int> faults[] = {{base::unavailable(secret_detail), 503},
                                                  {{base::Fault::exhausted, secret_detail}, 503},
                                                  {base::corrupt(secret_detail), 500},
                                                  {{base::Fault::unsupported, secret_detail}, 500}};
    for (const auto& [error, status] : faults) {
        failing.error = error;
        for (const char* path : {"/api/cdr", "/api/cdr/a1", "/api/cdr?updated_since=start"}) {
            const auto answer = server.get(path, server.bearer("a"));
            EXPECT_EQ(answer.status, status) << base::to_string(error.fault);
            expect_told_nothing(answer);
        }
        EXPECT_NE(server.log().find("store_failed request_id=test-request fault=" +
                                    std::string(base::to_string(error.fault)) +
                                    " detail=" + secret_detail),
                  std::string::npos)
            << server.log();
    }
}

TEST(StoreFaults, ARowOfAnotherTenantEndsTheRequest) {
    class ForeignReader final : public store::CallReader {
    public:
        base::Result<std::optional<std::vector<store::StoredRow>>> calls_at(
            base::TenantId, std::span<const store::CallPlace> places, std::int64_t) override {
            return std::optional(std::vector<store::StoredRow>(places.size()));
        }
        base::Result<std::optional<store::StoredRow>> call_at(base::TenantId,
                                                              const store::CallPlace&,
                                                              std::int64_t) override {
            return std::optional(store::StoredRow{});
        }
        base::Result<std::int64_t> outlines(base::TenantId, const OnOutline&) override { return 0; }
        base::Result<std::optional<store::ChangePage>> changes(
            base::TenantId, const store::ChangeQuestion&) override {
            store::ChangePage page;
            page.calls = {call::Call{}};
            return std::optional(page);
        }
    };
    ServerUnderTest server;
    ForeignReader foreign;
    server.other_reader = &foreign;
    for (const char* path : {"/api/cdr", "/api/cdr/a1", "/api/cdr?updated_since=start"}) {
        const auto answer = server.get(path, server.bearer("a"));
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body.find("tenant"), std::string::npos);
    }
    EXPECT_NE(server.log().find("request_failed"), std::string::npos);
}

TEST(StoreFaults, ABadQuestionIsRefusedWithoutTheStore) {
    ServerUnderTest server;
    server.broken = base::unavailable(secret_detail);
    EXPECT_EQ(server.get("/api/cdr?page=0", server.bearer("a")).status, 400);
    EXPECT_EQ(server.get("/api/cdr").status, 401);
    EXPECT_EQ(server.get("/healthz").status, 200);
}

TEST(Readiness, Is503UntilQuestionsCanBeAnswered) {
    ServerUnderTest server;
    server.not_ready = base::unavailable(secret_detail);
    const auto answer = server.get("/readyz");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(header_of(answer, "Retry-After"), "2");
    expect_told_nothing(answer);
    EXPECT_EQ(server.get("/healthz").status, 200);
    server.not_ready.reset();
    EXPECT_EQ(server.get("/readyz").status, 200);
}

}  // namespace
}  // namespace edgvoip::tests
