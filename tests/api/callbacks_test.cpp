#include "seed.hpp"
#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <stdexcept>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

/// The seeded tenant A; `a2` is a call of +393331234567 that nobody took.
class CallbacksTest : public testing::Test {
protected:
    static call::Call seeded(std::string_view id) {
        for (const call::Call& call : seed_calls()) {
            if (call.id.text == id) return call;
        }
        throw std::runtime_error("no such call");
    }

    /// A call as the seeded one, but then and with another id.
    static call::Call again(std::string_view seeded_id, const char* id, const char* start) {
        call::Call call = seeded(seeded_id);
        const std::int64_t moved_us = instant(start).us - call.start.us;
        call.id = {id};
        call.start.us += moved_us;
        call.end.us += moved_us;
        if (call.answer) call.answer->us += moved_us;
        return call;
    }

    /// Somebody of Milano rings the caller back.
    static call::Call callback(const char* id, const char* start, bool answered) {
        call::Call call = again(answered ? "a4" : "a5", id, start);
        call.store = seeded("a4").store;
        call.from_uri = call.ext_number = "1002";
        call.to_uri = call.remote_number = "+393331234567";
        return call;
    }

    json::value item(const std::string& token, const std::string& query = "") const {
        const auto answer =
            server.get("/api/analytics/missed?page_size=1" + query, server.bearer(token));
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body).at("items").at(0);
    }

    ServerUnderTest server;
};

TEST_F(CallbacksTest, AnAttemptLeavesTheCallerDue) {
    server.change({callback("try", "2025-10-30T10:05:00Z", false)});
    const json::value missed = item("a");
    EXPECT_EQ(missed.at("call_id"), "a2");
    EXPECT_EQ(missed.at("callback_status"), "due");
    EXPECT_EQ(missed.at("callback_attempts"), 1);
    EXPECT_TRUE(missed.at("returned_ts").is_null());
}

TEST_F(CallbacksTest, AContactIsToldWhole) {
    server.change({callback("try", "2025-10-30T10:05:00Z", false),
                   callback("talk", "2025-10-31T08:00:00Z", true),
                   callback("later", "2025-10-31T09:00:00Z", true)});
    const json::value missed = item("a", "&to=2025-10-30");
    EXPECT_EQ(missed.at("callback_status"), "returned");
    EXPECT_EQ(missed.at("callback_attempts"), 3);
    EXPECT_EQ(missed.at("returned_ts"), "2025-10-31T08:00:00Z");
    EXPECT_EQ(missed.at("returned_by"), "1002");
    EXPECT_EQ(missed.at("returned_call_id"), "talk");
}

TEST_F(CallbacksTest, WhoMayNotSeeTheContactLearnsThatThereWasOne) {
    server.change({callback("talk", "2025-10-31T08:00:00Z", true)});
    const json::value missed = item("a-roma");
    EXPECT_EQ(missed.at("call_id"), "a2");
    EXPECT_EQ(missed.at("callback_status"), "returned");
    EXPECT_EQ(missed.at("callback_attempts"), 1);
    EXPECT_EQ(missed.at("returned_ts"), "2025-10-31T08:00:00Z");
    EXPECT_TRUE(missed.at("returned_by").is_null());
    EXPECT_TRUE(missed.at("returned_call_id").is_null());
}

TEST_F(CallbacksTest, ACallersMissesAreCountedTogether) {
    server.change({again("a2", "second", "2025-10-31T10:00:00Z")});
    const json::value latest = item("a", "&only_unique=true");
    EXPECT_EQ(latest.at("call_id"), "second");
    EXPECT_EQ(latest.at("attempts"), 2);
    EXPECT_EQ(latest.at("first_missed_ts"), "2025-10-30T10:00:00.250Z");
    EXPECT_EQ(latest.at("last_missed_ts"), "2025-10-31T10:00:00Z");
    const json::value first = item("a", "&to=2025-10-30");
    EXPECT_EQ(first.at("call_id"), "a2");
    EXPECT_EQ(first.at("attempts"), 1) << "of the misses that are asked for";
}

TEST_F(CallbacksTest, WithoutTheStoreFiguresAnswerAndRowsDoNot) {
    FailingReader failing;
    failing.error = base::unavailable("the disk is away");
    server.other_reader = &failing;
    EXPECT_EQ(server.get("/api/analytics/summary", server.bearer("a")).status, 200);
    EXPECT_EQ(server.get("/api/analytics/by-store", server.bearer("a")).status, 200);
    EXPECT_EQ(server.get("/api/analytics/missed", server.bearer("a")).status, 503);
}

}  // namespace
}  // namespace edgvoip::tests
