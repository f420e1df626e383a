#include "edgvoip/index/row_cache.hpp"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace edgvoip::index {
namespace {

using testing::ElementsAre;

class RowCacheTest : public testing::Test {
protected:
    RowCacheTest() { cache.restart(tenant, 5); }

    static void keep(RowCache& into, base::TenantId of, const RowForm& form, std::string_view id,
                     std::int64_t changed, const std::string& text, std::int64_t change_seq) {
        const RowCache::Made made{id, changed, text};
        into.keep(of, form, {&made, 1}, change_seq);
    }
    void keep(std::string_view id, const std::string& text, std::int64_t changed = 1,
              std::int64_t change_seq = 5) {
        keep(cache, tenant, whole, id, changed, text, change_seq);
    }
    static std::string find(RowCache& in, base::TenantId of, const RowForm& form,
                            std::string_view id, std::int64_t change_seq) {
        const ReadyRows ready = in.find(of, form, {&id, 1}, change_seq);
        return ready.places.at(0).size == 0 ? "-" : std::string(ready.row(0));
    }
    std::string find(std::string_view id, std::int64_t change_seq = 5) {
        return find(cache, tenant, whole, id, change_seq);
    }

    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
    const RowForm whole{"directory", false};
    const RowForm masked{"directory", true};
    RowCache cache{1'000'000};
};

TEST_F(RowCacheTest, GivesWhatWasKeptInTheOrderOfTheQuestion) {
    keep("a", "row a");
    keep("c", "row c");
    const std::vector<std::string_view> ids = {"c", "b", "a"};
    std::vector<std::string> found;
    const ReadyRows ready = cache.find(tenant, whole, ids, 5);
    for (std::size_t i = 0; i < ids.size(); ++i)
        found.emplace_back(ready.row(i));
    EXPECT_THAT(found, ElementsAre("row c", "", "row a"));
    const RowCache::Figures figures = cache.figures();
    EXPECT_EQ(figures.found, 2);
    EXPECT_EQ(figures.missed, 1);
    EXPECT_GT(figures.bytes, 0U);
    keep("a", "row a again");
    EXPECT_EQ(find("a"), "row a again");
}

TEST_F(RowCacheTest, ARowIsOfItsTenantFormAndDirectory) {
    cache.restart(other, 5);
    keep("a", "row a");
    EXPECT_EQ(find(cache, other, whole, "a", 5), "-");
    EXPECT_EQ(find(cache, tenant, masked, "a", 5), "-");
    keep(cache, tenant, masked, "a", 1, "masked a", 5);
    EXPECT_EQ(find(cache, tenant, masked, "a", 5), "masked a");
    EXPECT_EQ(find("a"), "row a");
    keep(cache, tenant, {"directory", false, true}, "a", 1, "whole a", 5);
    EXPECT_EQ(find(cache, tenant, {"directory", false, true}, "a", 5), "whole a");
    EXPECT_EQ(find(cache, tenant, {"directory", true, true}, "a", 5), "-");
    EXPECT_EQ(find("a"), "row a");
    EXPECT_EQ(find(cache, tenant, {"another", false}, "a", 5), "-");
    EXPECT_EQ(find("a"), "-") << "with another directory all are others";
}

TEST_F(RowCacheTest, ARowOfALaterChangeIsNoneForAnEarlierVersion) {
    keep("a", "row a", 4);
    EXPECT_EQ(find("a", 3), "-");
    EXPECT_EQ(find("a", 4), "row a");
    EXPECT_EQ(find("a", 9), "row a");
}

TEST_F(RowCacheTest, WhatAVersionChangesIsGone) {
    keep("a", "row a");
    keep("b", "row b");
    keep(cache, tenant, masked, "a", 1, "masked a", 5);
    keep(cache, tenant, {"directory", false, true}, "a", 1, "whole a", 5);
    const std::vector<base::CallId> changed = {{"a"}, {"unknown"}};
    cache.drop(tenant, changed, 6);
    EXPECT_EQ(find("a", 6), "-");
    EXPECT_EQ(find(cache, tenant, masked, "a", 6), "-");
    EXPECT_EQ(find(cache, tenant, {"directory", false, true}, "a", 6), "-");
    EXPECT_EQ(find("b", 6), "row b");
    EXPECT_EQ(find("b", 5), "row b") << "who still looks at the last version";
}

/// Somebody read a row before a version that changed it was published, and is late with keeping it.
TEST_F(RowCacheTest, WhatWasReadBeforeTheNewestVersionIsNotKept) {
    cache.drop(tenant, std::vector<base::CallId>{{"a"}}, 6);
    keep("a", "stale a", 1, 5);
    EXPECT_EQ(find("a", 6), "-");
    keep("a", "fresh a", 6, 6);
    EXPECT_EQ(find("a", 6), "fresh a");
    keep(cache, other, whole, "a", 1, "row", 5);
    EXPECT_EQ(find(cache, other, whole, "a", 5), "-") << "no version of it was published";
}

TEST_F(RowCacheTest, RestartingATenantForgetsItsRowsOnly) {
    cache.restart(other, 5);
    keep("a", "row a");
    keep(cache, other, whole, "a", 1, "other a", 5);
    cache.restart(tenant, 5);
    EXPECT_EQ(find("a"), "-");
    EXPECT_EQ(find(cache, other, whole, "a", 5), "other a");
}

TEST_F(RowCacheTest, TheNewestTakeThePlacesOfTheOldest) {
    constexpr int calls = 2'000;
    RowCache small(100'000);
    small.restart(tenant, 5);
    const auto id_of = [](int call) { return "call " + std::to_string(call); };
    const auto row_of = [](int call) {
        return std::string(static_cast<std::size_t>(300 + call % 250), 'x') + std::to_string(call);
    };
    for (int call = 0; call < calls; ++call) {
        keep(small, tenant, whole, id_of(call), 1, row_of(call), 5);
        ASSERT_EQ(find(small, tenant, whole, id_of(call), 5), row_of(call));
        ASSERT_LE(small.figures().bytes, 100'000U);
    }
    int found = 0;
    for (int call = 0; call < calls; ++call) {
        const std::string row = find(small, tenant, whole, id_of(call), 5);
        if (row == "-") continue;
        ++found;
        EXPECT_EQ(row, row_of(call));
        EXPECT_GT(call, calls - 300) << "older rows are written over";
    }
    EXPECT_GT(found, 100);
    keep(small, tenant, whole, "larger than all", 1, std::string(100'001, 'x'), 5);
    EXPECT_EQ(find(small, tenant, whole, "larger than all", 5), "-");
}

/// Random rows, drops and questions against a plain map.
TEST_F(RowCacheTest, NeverGivesWhatAPlainMapWouldNot) {
    std::mt19937 engine(5);
    const auto below = [&engine](int limit) {
        return std::uniform_int_distribution<int>(0, limit - 1)(engine);
    };
    RowCache small(20'000);
    std::map<std::string, std::pair<std::int64_t, std::string>> truth;
    std::int64_t now = 1;
    small.restart(tenant, now);
    int found = 0;
    for (int step = 0; step < 20'000; ++step) {
        const std::string id = std::to_string(below(80));
        switch (below(4)) {
            case 0:
                truth[id] = {++now,
                             std::string(static_cast<std::size_t>(below(600) + 1), 'r') + id};
                small.drop(tenant, std::vector<base::CallId>{{id}}, now);
                break;
            case 1:
            case 2:
                if (!truth.contains(id)) break;
                keep(small, tenant, whole, id, truth[id].first, truth[id].second, now - below(2));
                break;
            default: {
                const std::string row = find(small, tenant, whole, id, now);
                if (row == "-") break;
                ++found;
                ASSERT_EQ(row, truth[id].second) << step;
            }
        }
    }
    EXPECT_GT(found, 500);
}

TEST_F(RowCacheTest, WithoutRoomItKeepsNothing) {
    RowCache none(0);
    none.restart(tenant, 5);
    keep(none, tenant, whole, "a", 1, "row a", 5);
    EXPECT_EQ(find(none, tenant, whole, "a", 5), "-");
    EXPECT_TRUE(none.keeps_nothing());
    EXPECT_EQ(none.figures().bytes, 0U);
}

}  // namespace
}  // namespace edgvoip::index
