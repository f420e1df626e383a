#include "edgvoip/ingest/assemble_calls.hpp"

#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/enrich/family.hpp"
#include "recorded_calls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace edgvoip::ingest {
namespace {

using Legs = std::vector<call::LegRecord>;

/// Each recorded root with the legs below it, and one set that is no call.
std::vector<Legs> recorded_families() {
    std::map<std::string, Legs> by_root;
    for (const call::LegRecord& leg : recorded_legs())
        by_root[enrich::is_root(leg) ? leg.leg_id : enrich::parent_of(leg)].push_back(leg);
    std::vector<Legs> families(1);
    for (auto& [root, legs] : by_root)
        families.push_back(std::move(legs));
    return families;
}

std::vector<std::string> ids_of(const std::vector<store::EncodedLeg>& legs) {
    std::vector<std::string> ids;
    for (const store::EncodedLeg& leg : legs)
        ids.push_back(leg.leg_id);
    return ids;
}

/// Ascending.
std::vector<std::string> ids_of(const Legs& legs) {
    std::vector<std::string> ids;
    for (const call::LegRecord& leg : legs)
        ids.push_back(leg.leg_id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

TEST(AssembleCalls, many_at_a_time_are_as_one_by_one) {
    const auto directory = recorded_directory();
    const std::vector<Legs> families = recorded_families();
    std::vector<const Legs*> sets;
    for (int copies = 0; copies < 10; ++copies) {
        for (const Legs& legs : families)
            sets.push_back(&legs);
    }
    const auto calls = assemble_calls(sets, *directory);
    ASSERT_EQ(calls.size(), sets.size());
    std::size_t made = 0;
    for (std::size_t i = 0; i < families.size(); ++i) {
        const auto alone = enrich::assemble(families[i], *directory);
        for (std::size_t at = i; at < sets.size(); at += families.size()) {
            ASSERT_EQ(calls[at].call.has_value(), alone.has_value());
            EXPECT_EQ(ids_of(calls[at].legs), ids_of(families[i]));
            if (!alone) {
                EXPECT_EQ(calls[at].call.error().detail, alone.error().detail);
                continue;
            }
            EXPECT_EQ(*calls[at].call, *alone);
            ++made;
        }
    }
    EXPECT_GT(made, 1000U);
    EXPECT_TRUE(assemble_calls({}, *directory).empty());
}

}  // namespace
}  // namespace edgvoip::ingest
