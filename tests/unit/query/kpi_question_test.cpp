#include "edgvoip/query/kpi_question.hpp"

#include "base/limits.hpp"
#include "edgvoip/query/missed_calls.hpp"
#include "edgvoip/query/qos_figures.hpp"
#include "edgvoip/query/series.hpp"
#include "edgvoip/query/summary.hpp"
#include "faulty_parameters.hpp"
#include "small_tenant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr base::Instant now{1'760'000'000 * base::us_per_second};

class KpiQuestionTest : public testing::Test {
protected:
    KpiQuestion read() { return read_kpi_question(words, tenant, sight, now, faults); }
    SeriesQuestion read_series(const std::optional<std::string>& bucket) {
        faults.clear();
        return read_series_question(words, bucket, tenant, sight, now, faults);
    }
    std::vector<std::string> refused() const { return names_of(faults); }

    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    FilterWords words;
    Sight sight;
    ParameterFaults faults;
};

TEST_F(KpiQuestionTest, WithoutWordsIsOverTheLast30Days) {
    const KpiQuestion question = read();
    EXPECT_THAT(faults, IsEmpty());
    EXPECT_EQ(question.interval().to, now);
    EXPECT_EQ(question.interval().from.us, now.us - 30 * base::us_per_day);
    EXPECT_FALSE(question.to_given);
    EXPECT_FALSE(question.filter.direction || question.filter.store || question.filter.ext ||
                 question.filter.without_store || question.filter.did_e164 ||
                 question.filter.missed_reason || question.filter.masked);
}

TEST_F(KpiQuestionTest, CarriesEveryWordAndTheSight) {
    words = {.from = "2025-10-01",
             .to = "2025-10-01",
             .direction = "in",
             .missed_reason = "busy",
             .did_e164 = "0612345001",
             .ext = "1001",
             .store_id = std::string(store_one)};
    sight.stores = {{store_id(store_one)}};
    sight.exts = {{"1001"}};
    const KpiQuestion question = read();
    EXPECT_THAT(faults, IsEmpty());
    EXPECT_TRUE(question.to_given);
    EXPECT_EQ(question.filter.to.us - question.filter.from.us, base::us_per_day);
    EXPECT_EQ(question.filter.direction, call::Direction::in);
    EXPECT_EQ(question.filter.missed_reason, call::MissedReason::busy);
    EXPECT_EQ(question.filter.did_e164, "+390612345001");
    EXPECT_EQ(question.filter.ext, "1001");
    EXPECT_EQ(question.filter.store, store_id(store_one));
    EXPECT_EQ(question.filter.scope_stores, sight.stores);
    EXPECT_EQ(question.filter.scope_exts, sight.exts);
}

TEST_F(KpiQuestionTest, NoStoreIsAStoreToAskFor) {
    words.store_id = "none";
    EXPECT_TRUE(read().filter.without_store);
    EXPECT_THAT(faults, IsEmpty());
}

TEST_F(KpiQuestionTest, NamesEveryWordWithoutMeaning) {
    words = {.from = "x",
             .to = "2025-10-01",
             .direction = "up",
             .missed_reason = "late",
             .did_e164 = "x",
             .ext = "",
             .store_id = "1"};
    read();
    EXPECT_THAT(refused(),
                ElementsAre("from", "direction", "did_e164", "ext", "store_id", "missed_reason"));
}

TEST_F(KpiQuestionTest, ComparesVisibleDigitsWhereNumbersAreMasked) {
    sight.masked = true;
    words.did_e164 = "+390612345001";
    EXPECT_EQ(read().filter.did_e164, "+390612345");
    words.did_e164 = "112";
    const KpiQuestion question = read();
    ASSERT_TRUE(question.filter.scope_stores);
    EXPECT_THAT(*question.filter.scope_stores, IsEmpty()) << "no call is meant";
}

TEST_F(KpiQuestionTest, ASeriesIsByDayUnlessSaidOtherwise) {
    words.from = "2025-10-01";
    words.to = "2025-10-07";
    EXPECT_EQ(read_series({}).bucket, Bucket::day);
    EXPECT_EQ(read_series({}).bounds.size(), 8U);
    EXPECT_EQ(read_series("week").bounds.size(), 3U);
    EXPECT_THAT(faults, IsEmpty());
    read_series("year");
    EXPECT_THAT(refused(), ElementsAre("bucket"));
}

TEST_F(KpiQuestionTest, ASeriesOfTooManyBucketsIsRefused) {
    const auto hours = static_cast<std::int64_t>(base::limits::series_buckets_max);
    const base::Instant from = tenant.zone.day_start({.year = 2025, .month = 1, .day = 1});
    words.from = base::to_iso8601(from);
    words.to = base::to_iso8601({from.us + hours * base::us_per_day / 24});
    EXPECT_EQ(read_series("hour").bounds.size(), base::limits::series_buckets_max + 1);
    EXPECT_THAT(faults, IsEmpty());
    words.from = base::to_iso8601({from.us - base::us_per_second});
    read_series("hour");
    EXPECT_THAT(refused(), ElementsAre("bucket"));
    words.from = "x";
    read_series("hour");
    EXPECT_THAT(refused(), ElementsAre("from")) << "an interval that is none has no buckets";
}

TEST_F(KpiQuestionTest, TheOtherWordsAreTheContracts) {
    EXPECT_EQ(read_group_by({}, faults), GroupBy::day);
    EXPECT_EQ(read_group_by("agent", faults), GroupBy::agent);
    EXPECT_EQ(read_compare({}, faults), Compare::none);
    EXPECT_EQ(read_compare("previous", faults), Compare::previous);
    EXPECT_FALSE(read_callback_status({}, faults));
    EXPECT_FALSE(read_callback_status("all", faults));
    for (const CallbackStatus status :
         {CallbackStatus::due, CallbackStatus::returned, CallbackStatus::unreachable}) {
        EXPECT_EQ(read_callback_status(std::string(to_string(status)), faults), status);
    }
    EXPECT_THAT(faults, IsEmpty());
    read_group_by("week", faults);
    read_compare("next", faults);
    read_callback_status("open", faults);
    EXPECT_THAT(refused(), ElementsAre("group_by", "compare", "status"));
}

}  // namespace
}  // namespace edgvoip::query
