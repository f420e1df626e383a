#include "edgvoip/index/hashed_starts.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <vector>

namespace edgvoip::index {
namespace {

bool leads_to(const HashedStarts& map, const HashedStarts::Entry& entry) {
    const auto windows = map.windows_of(entry.hash);
    return std::any_of(
        windows.begin(), windows.end(), [&entry](const HashedStarts::Window& window) {
            return window.first_us <= entry.start_us && entry.start_us <= window.last_us;
        });
}

TEST(HashedStartsTest, LeadsToEveryCallWhateverTheBatchesWere) {
    std::mt19937_64 engine(1);
    HashedStarts map;
    std::vector<HashedStarts::Entry> all;
    for (int batch = 0; batch < 400; ++batch) {
        std::vector<HashedStarts::Entry> added;
        for (std::uint64_t i = engine() % (batch % 50 == 0 ? 2'000 : 4); i > 0; --i) {
            added.push_back({engine(), static_cast<std::int64_t>(engine() >> 14)});
        }
        map = map.with(added);
        all.insert(all.end(), added.begin(), added.end());
    }
    ASSERT_EQ(map.entries(), all.size());
    for (const HashedStarts::Entry& entry : all)
        EXPECT_TRUE(leads_to(map, entry));
}

TEST(HashedStartsTest, LeadsNowhereForOtherIds) {
    HashedStarts map = HashedStarts().with({{1ULL << 40, 5}, {1ULL << 50, 5}});
    EXPECT_TRUE(map.windows_of(1ULL << 41).empty());
    EXPECT_TRUE(map.windows_of(0).empty());
    EXPECT_TRUE(map.windows_of(~0ULL).empty());
    EXPECT_TRUE(HashedStarts().windows_of(7).empty());
}

TEST(HashedStartsTest, EqualHashesAllLeadSomewhere) {
    HashedStarts map;
    std::vector<HashedStarts::Entry> entries;
    for (std::int64_t i = 0; i < 100; ++i)
        entries.push_back({42ULL << 32, i * 10'000'000});
    map = map.with(entries);
    EXPECT_EQ(map.windows_of(42ULL << 32).size(), 100U);
    for (const HashedStarts::Entry& entry : entries)
        EXPECT_TRUE(leads_to(map, entry));
}

TEST(HashedStartsTest, TheMapBeforeStaysAsItWas) {
    const HashedStarts before = HashedStarts().with({{1ULL << 40, 5}});
    const HashedStarts after = before.with({{1ULL << 41, 6}});
    EXPECT_EQ(before.entries(), 1U);
    EXPECT_FALSE(leads_to(before, {1ULL << 41, 6}));
    EXPECT_TRUE(leads_to(after, {1ULL << 40, 5}));
    EXPECT_TRUE(leads_to(after, {1ULL << 41, 6}));
}

TEST(HashedStartsTest, TakesAboutEightBytesACallAfterManySmallBatches) {
    std::mt19937_64 engine(2);
    HashedStarts map;
    for (int i = 0; i < 20'000; ++i)
        map = map.with({{engine(), i}});
    EXPECT_LT(map.bytes(), 20'000U * 8 + 2'000);
}

}  // namespace
}  // namespace edgvoip::index
