#include "edgvoip/app/waiting_room.hpp"

#include "base/limits.hpp"
#include "edgvoip/index/tenant_writer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <vector>

namespace edgvoip::app {
namespace {

class WaitingRoomTest : public testing::Test {
protected:
    WaitingRoomTest() {
        for (const char* path : {"/api/cdr", "/readyz"}) {
            router.add({http::Method::get}, path, [this](const http::Request& request) {
                ++asked;
                if (request.is_repeated) ++repeated;
                http::Answer answer;
                answer.status = indexes.current(tenant) == nullptr ? 503 : 200;
                answer.about = request.query;  // the tests' way to say whose question it is
                return answer;
            });
        }
    }

    std::future<int> ask(WaitingRoom& room, const std::string& path,
                         const std::string& about = "a") {
        http::Request request;
        request.path = path;
        request.query = about;
        auto status = std::make_shared<std::promise<int>>();
        room.answer(request,
                    [status](const http::Answer& answer) { status->set_value(answer.status); });
        return status->get_future();
    }
    static bool is_answered(std::future<int>& status) {
        return status.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
    void load() {
        index::TenantWriter writer;
        indexes.publish(tenant, writer.finish_loading(0));
    }

    const base::TenantId tenant{base::Uuid::random()};
    index::Indexes indexes;
    http::Router router;
    std::atomic<int> asked = 0;
    std::atomic<int> repeated = 0;
};

TEST_F(WaitingRoomTest, NobodyWaitsWhenAllIsLoaded) {
    WaitingRoom room(router, indexes);
    auto unknown = ask(room, "/api/cdr");
    ASSERT_TRUE(is_answered(unknown));
    EXPECT_EQ(unknown.get(), 503) << "waiting would not help";
    indexes.expect(tenant);
    load();
    auto known = ask(room, "/api/cdr");
    ASSERT_TRUE(is_answered(known));
    EXPECT_EQ(known.get(), 200);
    EXPECT_EQ(asked, 2);
}

TEST_F(WaitingRoomTest, AQuestionIsAnsweredWhenItsCallsAreLoaded) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    auto first = ask(room, "/api/cdr");
    auto second = ask(room, "/api/cdr");
    EXPECT_FALSE(is_answered(first));
    load();
    EXPECT_EQ(first.get(), 200);
    EXPECT_EQ(second.get(), 200);
}

TEST_F(WaitingRoomTest, PatienceEndsWithWhatTheRouterSays) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    auto status = ask(room, "/api/cdr");
    EXPECT_EQ(status.get(), 503);
    EXPECT_GT(asked, 2) << "it was tried again and again";
    EXPECT_EQ(repeated, asked - 1) << "and only once as something new";
}

TEST_F(WaitingRoomTest, WhoAsksWhetherItIsReadyIsToldNow) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    auto status = ask(room, "/readyz");
    ASSERT_TRUE(is_answered(status));
    EXPECT_EQ(status.get(), 503);
    auto missing = ask(room, "/api/nothing");
    ASSERT_TRUE(is_answered(missing));
    EXPECT_EQ(missing.get(), 404);
}

TEST_F(WaitingRoomTest, OneTenantDoesNotTakeAllThePlaces) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    std::vector<std::future<int>> waiting;
    for (std::size_t at = 0; at < base::limits::index_waiting_per_tenant_max; ++at)
        waiting.push_back(ask(room, "/api/cdr"));
    auto one_more = ask(room, "/api/cdr");
    ASSERT_TRUE(is_answered(one_more));
    EXPECT_EQ(one_more.get(), 503);
    auto of_another = ask(room, "/api/cdr", "b");
    EXPECT_FALSE(is_answered(of_another));
    load();
    for (auto& status : waiting)
        EXPECT_EQ(status.get(), 200);
    EXPECT_EQ(of_another.get(), 200);
}

TEST_F(WaitingRoomTest, PlacesAreFreeAgainWhenTheyWereAnswered) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    for (int round = 0; round < 2; ++round) {
        std::vector<std::future<int>> waiting;
        for (std::size_t at = 0; at < base::limits::index_waiting_per_tenant_max; ++at)
            waiting.push_back(ask(room, "/api/cdr"));
        EXPECT_FALSE(is_answered(waiting.back()));
        for (auto& status : waiting)
            EXPECT_EQ(status.get(), 503) << "patience has ended";
    }
}

TEST_F(WaitingRoomTest, TheEndAnswersAllWhoWait) {
    indexes.expect(tenant);
    WaitingRoom room(router, indexes);
    auto waiting = ask(room, "/api/cdr");
    room.stop();
    ASSERT_TRUE(is_answered(waiting));
    EXPECT_EQ(waiting.get(), 503);
    auto late = ask(room, "/api/cdr");
    ASSERT_TRUE(is_answered(late));
    EXPECT_EQ(late.get(), 503);
    room.stop();
}

}  // namespace
}  // namespace edgvoip::app
