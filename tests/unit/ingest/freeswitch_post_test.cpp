#include "edgvoip/ingest/freeswitch_post.hpp"

#include "event_names.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

namespace edgvoip::ingest {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string recorded_body(const std::string& phase) {
    return bytes_of(EDG_SOURCE_DIR "/tests/fixtures/freeswitch/http_posts/" + phase + "/0001.body");
}

/// Keeps what it is given until a test says what became of it.
class HeldIntake final : public LiveIntake {
public:
    bool submit(call::LegRecord record, Done done) override {
        if (full) return false;
        held.emplace_back(std::move(record), std::move(done));
        return true;
    }
    void set_directory(std::shared_ptr<const directory::Directory>) override {}
    Counters counters() const override { return {}; }
    void stop() override {}

    bool full = false;
    std::vector<std::pair<call::LegRecord, Done>> held;
};

class FreeswitchPostTest : public testing::Test {
protected:
    static http::Request request(std::string body, std::string query = "") {
        http::Request request;
        request.method = http::Method::post;
        request.method_name = "POST";
        request.path = "/ingest/freeswitch";
        request.query = std::move(query);
        request.body = std::move(body);
        request.request_id = "r-1";
        return request;
    }
    std::future<http::Answer> ask(const http::Request& request) {
        auto promise = std::make_shared<std::promise<http::Answer>>();
        auto answer = promise->get_future();
        post.answer(request,
                    [promise](http::Answer given) { promise->set_value(std::move(given)); });
        return answer;
    }
    static bool is_there(const std::future<http::Answer>& answer) {
        return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }
    static std::string header(const http::Answer& answer, std::string_view name) {
        for (const auto& [field, value] : answer.headers) {
            if (field == name) return value;
        }
        return {};
    }
    std::vector<fs::path> quarantined() const {
        std::vector<fs::path> inputs;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder.path("quarantine"), none)) {
            if (entry.path().extension() != ".reason") inputs.push_back(entry.path());
        }
        return inputs;
    }

    TemporaryFolder folder;
    HeldIntake intake;
    Quarantine quarantine{folder.path("quarantine"), midnight};
    base::EventNames events;
    FreeswitchPost post{intake, quarantine, events, "pbx7"};
};

TEST_F(FreeswitchPostTest, says_200_when_the_record_is_durable_and_not_before) {
    for (const std::string phase : {"h1", "h2", "h3"}) {
        intake.held.clear();
        auto answer = ask(request(recorded_body(phase)));
        ASSERT_EQ(intake.held.size(), 1U) << phase;
        EXPECT_FALSE(is_there(answer));
        const call::LegRecord& record = intake.held[0].first;
        EXPECT_EQ(record.source, "pbx7");
        EXPECT_EQ(record.raw_ref, "post:" + record.leg_id);
        intake.held[0].second({});
        ASSERT_TRUE(is_there(answer));
        const http::Answer given = answer.get();
        EXPECT_EQ(given.status, 200);
        EXPECT_EQ(given.body, R"({"stored":true,"uuid":")" + record.leg_id + R"("})");
    }
    EXPECT_TRUE(events.all().empty());
}

TEST_F(FreeswitchPostTest, says_503_with_a_time_when_the_store_fails) {
    auto answer = ask(request(recorded_body("h3")));
    ASSERT_EQ(intake.held.size(), 1U);
    intake.held[0].second(base::unavailable("/var/secret/place is full"));
    const http::Answer given = answer.get();
    EXPECT_EQ(given.status, 503);
    EXPECT_EQ(header(given, "Retry-After"), "5");
    EXPECT_EQ(given.content_type, "application/problem+json");
    EXPECT_THAT(given.body, testing::Not(HasSubstr("secret"))) << "the log says it, not the answer";
    EXPECT_THAT(events.all(), testing::ElementsAre("ingest_refused"));
}

TEST_F(FreeswitchPostTest, says_503_when_too_many_wait) {
    intake.full = true;
    const http::Answer given = ask(request(recorded_body("h3"))).get();
    EXPECT_EQ(given.status, 503);
    EXPECT_EQ(header(given, "Retry-After"), "5");
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(FreeswitchPostTest, what_cannot_be_read_is_202_and_in_quarantine_as_it_came) {
    const std::string junk("\0not a record\xff", 14);
    const http::Answer given =
        ask(request(junk, "uuid=35e10cfd-5d74-4ead-933e-f70814fabc51")).get();
    EXPECT_EQ(given.status, 202);
    EXPECT_EQ(given.body, R"({"stored":false,"quarantined":true})");
    ASSERT_EQ(quarantined().size(), 1U);
    EXPECT_EQ(bytes_of(quarantined()[0]), junk);
    EXPECT_THAT(quarantined()[0].filename().string(),
                HasSubstr("35e10cfd-5d74-4ead-933e-f70814fabc51"));
    EXPECT_THAT(bytes_of(quarantined()[0].string() + ".reason"), HasSubstr("reason: "));
    EXPECT_EQ(ask(request(junk, "uuid=35e10cfd-5d74-4ead-933e-f70814fabc51")).get().status, 202);
    EXPECT_EQ(quarantined().size(), 1U) << "kept once";
    EXPECT_TRUE(intake.held.empty());
}

TEST_F(FreeswitchPostTest, a_query_that_names_no_uuid_names_no_file) {
    for (const std::string query : {"", "uuid=", "uuid=../../etc/passwd", "uuid=a%0Ab", "x=%zz"}) {
        EXPECT_EQ(ask(request("junk", query)).get().status, 202) << query;
    }
    ASSERT_EQ(quarantined().size(), 1U);
    EXPECT_THAT(quarantined()[0].filename().string(), HasSubstr("no-uuid"));
}

TEST_F(FreeswitchPostTest, a_quarantine_that_cannot_be_written_is_503) {
    std::ofstream(folder.path("quarantine")) << "a file where the folder should be";
    const http::Answer given = ask(request("junk")).get();
    EXPECT_EQ(given.status, 503);
    EXPECT_EQ(header(given, "Retry-After"), "5");
    EXPECT_THAT(events.all(), testing::ElementsAre("ingest_refused"));
}

TEST_F(FreeswitchPostTest, the_records_uuid_wins_over_the_querys) {
    auto answer = ask(request(recorded_body("h3"), "uuid=00000000-0000-4000-8000-000000000001"));
    ASSERT_EQ(intake.held.size(), 1U);
    EXPECT_NE(intake.held[0].first.leg_id, "00000000-0000-4000-8000-000000000001");
    EXPECT_THAT(events.all(), testing::ElementsAre("ingest_uuid_differs"));
    intake.held[0].second({});
    EXPECT_THAT(answer.get().body, HasSubstr(intake.held[0].first.leg_id));
}

TEST_F(FreeswitchPostTest, only_post_is_taken) {
    for (const http::Method method : {http::Method::get, http::Method::head, http::Method::other}) {
        http::Request other = request(recorded_body("h3"));
        other.method = method;
        const http::Answer given = ask(other).get();
        EXPECT_EQ(given.status, 405);
        EXPECT_EQ(header(given, "Allow"), "POST");
    }
    EXPECT_TRUE(intake.held.empty());
}

TEST_F(FreeswitchPostTest, what_is_on_its_way_to_quarantine_gets_there_before_the_end) {
    std::vector<std::future<http::Answer>> answers;
    {
        FreeswitchPost ending(intake, quarantine, events, "pbx7");
        for (int i = 0; i < 20; ++i) {
            auto promise = std::make_shared<std::promise<http::Answer>>();
            answers.push_back(promise->get_future());
            ending.answer(request("junk " + std::to_string(i)),
                          [promise](http::Answer given) { promise->set_value(std::move(given)); });
        }
    }
    for (auto& answer : answers)
        EXPECT_EQ(answer.get().status, 202);
    EXPECT_EQ(quarantined().size(), 20U);
}

}  // namespace
}  // namespace edgvoip::ingest
