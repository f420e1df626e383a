#include "edgvoip/index/kpi.hpp"

#include "base/error.hpp"
#include "edgvoip/index/tenant_writer.hpp"
#include "kpi_oracle.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

namespace edgvoip::index {
namespace {

using call::CallFilter;

/// So many calls fill one stretch of chunks.
constexpr std::int64_t stretch_calls = Stretch::chunks_count * Chunk::rows_max;
constexpr base::Instant early{std::numeric_limits<std::int64_t>::min()};
constexpr base::Instant late{std::numeric_limits<std::int64_t>::max()};

CallFilter everything() {
    CallFilter filter;
    filter.from = early;
    filter.to = late;
    return filter;
}

Oracle random_calls(RandomEntries& random, std::int64_t count) {
    Oracle oracle;
    for (std::int64_t i = 0; i < count; ++i)
        oracle.apply(put(random.entry()));
    return oracle;
}

std::shared_ptr<const TenantIndex> loaded(const Oracle& oracle) {
    TenantWriter writer;
    for (const Entry& entry : oracle.sorted())
        writer.load(entry);
    return writer.finish_loading(1);
}

std::int32_t random_sl(RandomEntries& random) {
    return static_cast<std::int32_t>(random.one_in(4) ? random.between(60, 70'000)
                                                      : random.between(0, 12));
}

template <class Groups, class KeyOf>
std::map<std::string, Group> by_text(const Groups& groups, KeyOf key_of) {
    std::map<std::string, Group> all;
    for (const auto& group : groups)
        EXPECT_TRUE(all.emplace(key_of(group), group.group).second) << "one of each";
    return all;
}

std::string store_text(const StoreGroup& group) {
    return group.store ? group.store->uuid.text() : "none";
}

std::string ext_text(const ExtGroup& group) {
    return group.ext;
}

std::vector<base::Instant> random_bounds(RandomEntries& random, const CallFilter& filter) {
    std::vector<base::Instant> bounds = {filter.from, std::max(filter.from, filter.to)};
    for (std::int64_t n = random.between(0, 40); n > 0; --n) {
        bounds.push_back(
            {RandomEntries::first.us +
             random.between(-10, RandomEntries::span_seconds + 100) * base::us_per_second});
    }
    std::sort(bounds.begin(), bounds.end());
    return bounds;
}

std::vector<Sums> sums_of_each(const std::vector<Group>& groups) {
    std::vector<Sums> sums;
    for (const Group& group : groups)
        sums.push_back(group.sums);
    return sums;
}

/// That every figure is what a plain loop gives.
void expect_like_plain_loops(const TenantIndex& index, const Oracle& oracle, RandomEntries& random,
                             const CallFilter& filter) {
    const std::vector<Entry> calls = oracle.meant(filter);
    const std::int32_t sl_sec = random_sl(random);
    EXPECT_EQ(sums_of(index, filter, sl_sec), plain::group_of(calls, sl_sec).sums);
    EXPECT_EQ(by_text(groups_by_store(index, filter, sl_sec), store_text),
              plain::by_store(calls, sl_sec));
    EXPECT_EQ(by_text(groups_by_ext(index, filter, sl_sec), ext_text),
              plain::by_ext(calls, sl_sec));
    const auto bounds = random_bounds(random, filter);
    const auto by_time = plain::by_time(calls, bounds, sl_sec);
    EXPECT_EQ(groups_by_time(index, filter, bounds, sl_sec), by_time);
    EXPECT_EQ(sums_by_time(index, filter, bounds, sl_sec), sums_of_each(by_time));
    const AnsweredPercentiles found = percentiles_of(index, filter);
    const AnsweredPercentiles expected = plain::percentiles_of(calls);
    EXPECT_EQ(found.ring_sec, expected.ring_sec);
    EXPECT_EQ(found.talk_sec, expected.talk_sec);
}

TEST(KpiTest, FiguresAreThoseOfAPlainLoopForEveryFilter) {
    RandomEntries random(31'001);
    for (const std::int64_t count : {0, 300, 9'000}) {
        const Oracle oracle = random_calls(random, count);
        const auto index = loaded(oracle);
        for (int question = 0; question < times(count > 1'000 ? 40 : 200); ++question) {
            SCOPED_TRACE(question);
            expect_like_plain_loops(*index, oracle, random, random.filter());
            if (testing::Test::HasFailure()) return;
        }
    }
}

TEST(KpiTest, SumsOfAnyIntervalAndDirectionAreRight) {
    RandomEntries random(31'002);
    const Oracle oracle = random_calls(random, times(70'000));  // more than a stretch of chunks
    const auto index = loaded(oracle);
    for (int question = 0; question < 6; ++question) {
        CallFilter filter = everything();
        const auto some = [&random] {
            return base::Instant{RandomEntries::first.us + random.between(0, 3'060'000'000)};
        };
        if (!random.one_in(3)) filter.from = some();
        if (!random.one_in(3)) filter.to = some();
        if (!random.one_in(3))
            filter.direction = static_cast<call::Direction>(random.between(1, 3));
        const std::int32_t sl_sec = random_sl(random);
        ASSERT_EQ(sums_of(*index, filter, sl_sec),
                  plain::group_of(oracle.meant(filter), sl_sec).sums);
    }
}

/// As a stretch of chunks can answer it, or nearly.
CallFilter filter_of_stretches(RandomEntries& random, const std::vector<Entry>& calls) {
    CallFilter filter = everything();
    const auto some = [&random] {
        return base::Instant{RandomEntries::first.us +
                             random.between(0, RandomEntries::span_seconds * 1'000'000)};
    };
    if (random.one_in(2)) filter.from = some();
    if (random.one_in(2)) filter.to = some();
    if (random.one_in(2)) filter.direction = static_cast<call::Direction>(random.between(1, 3));
    const Entry known = random.any_of(calls);
    switch (random.between(1, 6)) {
        case 1:
            filter.store = known.store;
            break;
        case 2:
            filter.without_store = true;
            break;
        case 3:
            filter.ext = known.ext_number;
            break;
        case 4:
            filter.scope_exts = {known.ext_number, random.any_of(calls).ext_number};
            break;
        case 5:
            filter.scope_stores.emplace();
            if (known.store) filter.scope_stores->push_back(*known.store);
            break;
        default:
            break;
    }
    if (random.one_in(6)) filter.dispositions = {call::Disposition::answered};
    return filter;
}

TEST(KpiTest, FiguresOfStretchesAreThoseOfAPlainLoopWhileTheyChange) {
    RandomEntries random(31'006);
    Oracle oracle = random_calls(random, stretch_calls + 9'000);
    const std::vector<Entry> first = oracle.sorted();
    TenantWriter writer;
    for (const Entry& entry : first)
        writer.load(entry);
    auto index = writer.finish_loading(0);
    for (int batch = 1; batch <= times(5); ++batch) {
        ASSERT_NE(index->stretch(0), nullptr);
        for (int question = 0; question < 2; ++question) {
            const CallFilter filter = filter_of_stretches(random, first);
            const auto meant = oracle.meant(filter);
            const std::int32_t sl_sec = random_sl(random);
            ASSERT_EQ(sums_of(*index, filter, sl_sec), plain::group_of(meant, sl_sec).sums);
            ASSERT_EQ(by_text(groups_by_store(*index, filter, sl_sec), store_text),
                      plain::by_store(meant, sl_sec));
            ASSERT_EQ(by_text(groups_by_ext(*index, filter, sl_sec), ext_text),
                      plain::by_ext(meant, sl_sec));
        }
        std::vector<Change> changes;
        for (std::int64_t n = random.between(1, 400); n > 0; --n) {
            changes.push_back(random.one_in(4) ? removal(random.any_of(first).id)
                                               : put(random.entry()));
        }
        for (const Change& change : changes)
            oracle.apply(change);
        index = writer.apply(changes, batch);
    }
}

TEST(KpiTest, ManyDifferentExtensionsAreAddedUpCallByCall) {
    constexpr std::int64_t exts = PlaceSums::places_max + 1;
    Oracle oracle;
    RandomEntries random(31'007);
    for (std::int64_t i = 0; i < stretch_calls; ++i) {
        Entry entry = random.entry();
        entry.ext_number = std::to_string(1000 + i % exts);
        oracle.apply(put(std::move(entry)));
    }
    const auto index = loaded(oracle);
    ASSERT_NE(index->stretch(0), nullptr);
    EXPECT_FALSE(index->stretch(0)->by(Column::ext).is_kept());
    EXPECT_TRUE(index->stretch(0)->by(Column::store).is_kept());
    EXPECT_EQ(by_text(groups_by_ext(*index, everything(), 5), ext_text),
              plain::by_ext(oracle.sorted(), 5));
    CallFilter one = everything();
    one.ext = "1000";
    EXPECT_EQ(sums_of(*index, one, 5), plain::group_of(oracle.meant(one), 5).sums);
}

TEST(KpiTest, FiguresFollowChangesAndOldVersionsKeepTheirs) {
    RandomEntries random(31'003);
    Oracle oracle = random_calls(random, 5'000);
    TenantWriter writer;
    for (const Entry& entry : oracle.sorted())
        writer.load(entry);
    const auto first = writer.finish_loading(0);
    const Sums before = plain::group_of(oracle.sorted(), 5).sums;
    for (int batch = 1; batch <= times(20); ++batch) {
        std::vector<Change> changes;
        const std::vector<Entry> known = oracle.sorted();
        for (std::int64_t n = random.between(1, 300); n > 0; --n) {
            const Entry one = random.any_of(known);
            changes.push_back(random.one_in(3)   ? removal(one.id)
                              : random.one_in(2) ? put(random.again(one))
                                                 : put(random.entry()));
        }
        for (const Change& change : changes)
            oracle.apply(change);
        const auto index = writer.apply(changes, batch);
        ASSERT_EQ(sums_of(*index, everything(), 5), plain::group_of(oracle.sorted(), 5).sums);
        expect_like_plain_loops(*index, oracle, random, random.filter());
    }
    EXPECT_EQ(sums_of(*first, everything(), 5), before);
}

TEST(KpiTest, SumsOfHugeFiguresDoNotOverflow) {
    TenantWriter writer;
    constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
    for (std::int64_t i = 0; i < 10'000; ++i) {
        Entry entry;
        entry.id = {"id"};
        entry.start = {i};
        entry.disposition = call::Disposition::answered;
        entry.billsec = most;
        entry.ring_sec = most;
        entry.jitter_tenth_ms = most;
        writer.load(entry);
    }
    const auto index = writer.finish_loading(1);
    const Sums sums = sums_of(*index, everything(), most);
    EXPECT_EQ(sums.talk_sec, 10'000 * std::int64_t{most});
    EXPECT_EQ(sums.answered_ring, 10'000 * std::int64_t{most});
    EXPECT_EQ(sums.jitter_tenth_ms, 10'000 * std::int64_t{most});
    EXPECT_EQ(sums.in_time, 10'000);
    CallFilter one_way = everything();
    one_way.has_recording = false;
    EXPECT_EQ(sums_of(*index, one_way, most), sums);
    EXPECT_EQ(percentiles_of(*index, everything()).talk_sec.p95, most);
}

TEST(KpiTest, SumsBetweenBoundsFarApartAreThoseOfAPlainLoop) {
    RandomEntries random(31'005);
    const Oracle oracle = random_calls(random, 9'000);
    const auto index = loaded(oracle);
    for (int question = 0; question < times(40); ++question) {
        CallFilter filter = everything();
        if (random.one_in(2)) filter.direction = call::Direction(random.between(1, 3));
        if (random.one_in(2)) filter.from = {RandomEntries::first.us + 1'234'567};
        std::vector<base::Instant> bounds = {early, late};
        for (std::int64_t n = random.between(0, 8); n > 0; --n) {
            bounds.push_back({RandomEntries::first.us +
                              random.between(0, RandomEntries::span_seconds * 1'000'000)});
        }
        std::sort(bounds.begin(), bounds.end());
        const std::int32_t sl_sec = random_sl(random);
        EXPECT_EQ(sums_by_time(*index, filter, bounds, sl_sec),
                  sums_of_each(plain::by_time(oracle.meant(filter), bounds, sl_sec)));
    }
}

TEST(KpiTest, RefusesAServiceLevelThatIsNoTimeAndBoundsThatFallShort) {
    RandomEntries random(31'004);
    const auto index = loaded(random_calls(random, 10));
    EXPECT_THROW(sums_of(*index, everything(), -1), base::Bug);
    EXPECT_THROW(groups_by_time(*index, everything(), std::vector{early}, 20), base::Bug);
    EXPECT_THROW(groups_by_time(*index, everything(), std::vector{late, early}, 20), base::Bug);
    const base::Instant middle{RandomEntries::first.us};
    EXPECT_THROW(groups_by_time(*index, everything(), std::vector{early, middle}, 20), base::Bug);
}

}  // namespace
}  // namespace edgvoip::index
