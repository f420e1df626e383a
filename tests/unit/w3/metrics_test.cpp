#include "export_scratch.hpp"
#include "program/metrics/metrics_page.hpp"
#include "w3/app/metrics/export_metrics.hpp"
#include "w3/app/metrics/login_metrics.hpp"
#include "w3/app/metrics/store_metrics.hpp"
#include "w3/app/metrics/waiting_metrics.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/sessions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace w3::app {
namespace {

using program::metrics::metrics_page;
using testing::HasSubstr;
using testing::Not;

TEST(W3Metrics, logins_are_counted_by_what_became_of_them) {
    api::LoginCounts counts;
    counts.accepted = 3;
    counts.refused = 2;
    counts.delayed = 1;
    counts.lock_outs = 4;
    const LoginMetrics metrics(counts);
    const std::string text = metrics_page({&metrics}).body;
    EXPECT_THAT(text, HasSubstr("w3suite_logins_total{outcome=\"accepted\"} 3\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_logins_total{outcome=\"refused\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_logins_total{outcome=\"delayed\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_logins_total{outcome=\"hasty\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_lock_outs_total 4\n"));
}

TEST(W3Metrics, exports_count_by_how_they_ended_and_what_can_be_fetched) {
    const base::FixedClock clock{base::Instant{1'790'000'000 * base::us_per_second}};
    const exports::Scratch scratch;
    exports::Register all(
        clock, {.per_person = 9, .at_once = 9, .kept_per_person = 9, .keep_seconds = 3600},
        scratch.path());
    const exports::Owner owner{.person = {base::Uuid::random()}, .scope = {}};
    std::vector<base::Uuid> ids;
    for (int i = 0; i < 5; ++i) {
        exports::Export entry;
        entry.id = base::Uuid::random();
        entry.owner = owner;
        entry.created_at = clock.now();
        all.begin(entry);
        ids.push_back(entry.id);
    }
    all.finish(ids[0], 700);
    all.finish(ids[1], 50);
    all.fail(ids[2], exports::Failure::not_written);
    all.cancel(ids[3], owner);
    // A file that is taken away was made all the same.
    all.cancel(ids[1], owner);
    const ExportMetrics metrics(all);
    const std::string text = metrics_page({&metrics}).body;
    EXPECT_THAT(text, HasSubstr("w3suite_exports_running 1\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_exports_total{outcome=\"done\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_exports_total{outcome=\"failed\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_exports_total{outcome=\"cancelled\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_exports_bytes 700\n"));
}

TEST(W3Metrics, pages_that_listen_and_requests_that_wait_are_counted) {
    const auto observer = base::make_silent_observer();
    api::News news;
    const auto page = news.listen({base::Uuid::random()}, {base::Uuid::random()});
    api::Workers requests(0, 4, *observer);
    api::Workers passwords(0, 4, *observer);
    ASSERT_TRUE(requests.take([] {}));
    ASSERT_TRUE(requests.take([] {}));
    const WaitingMetrics metrics(news, requests, passwords);
    const std::string text = metrics_page({&metrics}).body;
    EXPECT_THAT(text, HasSubstr("w3suite_listeners 1\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_requests_waiting{threads=\"requests\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("w3suite_requests_waiting{threads=\"passwords\"} 0\n"));
}

class StoreMetricsTest : public testing::Test {
protected:
    void add_session(std::string digest, std::int64_t idle_seconds) {
        const base::Instant used{clock_.now().us - idle_seconds * base::us_per_second};
        const auto kept = database_->write([&](sql::Connection& connection) {
            return store::add_session(connection, {.digest = std::move(digest),
                                                   .tenant_id = tenant_,
                                                   .person_id = {base::Uuid::random()},
                                                   .csrf = "csrf",
                                                   .began = used,
                                                   .last_used = used});
        });
        ASSERT_TRUE(kept) << kept.error().detail;
    }
    std::string text() const {
        const StoreMetrics metrics(*database_, tenants_, clock_);
        return metrics_page({&metrics}).body;
    }

    const base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    const exports::Scratch scratch_;
    const base::TenantId tenant_{base::Uuid::random()};
    const people::Tenants tenants_{std::vector<people::Tenant>{{.id = tenant_,
                                                                .sip_domain = "a.test",
                                                                .name = "A",
                                                                .timezone = "Europe/Rome",
                                                                .hosts = {}}}};
    const std::unique_ptr<store::Database> database_ =
        store::Database::open("sqlite:" + scratch_.path() + "/w3.db").value();
};

TEST_F(StoreMetricsTest, sessions_that_are_over_do_not_count) {
    add_session("a", 60);
    add_session("b", limits::session_idle_seconds_max);
    EXPECT_THAT(text(), HasSubstr("w3suite_store_up 1\n"));
    EXPECT_THAT(text(), HasSubstr("w3suite_sessions 1\n"));
    EXPECT_THAT(text(), HasSubstr("w3suite_callbacks_open{tenant=\"a.test\"} 0\n"));
}

TEST_F(StoreMetricsTest, a_store_that_cannot_be_read_has_no_figures) {
    const std::string file = scratch_.path() + "/w3.db";
    const auto size = std::filesystem::file_size(file);
    std::ofstream(file, std::ios::in | std::ios::binary) << std::string(size, 'x');
    std::filesystem::resize_file(file + "-wal", 0);
    EXPECT_THAT(text(), HasSubstr("w3suite_store_up 0\n"));
    EXPECT_THAT(text(), Not(HasSubstr("w3suite_sessions")));
}

}  // namespace
}  // namespace w3::app
