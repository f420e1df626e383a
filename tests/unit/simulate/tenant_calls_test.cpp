#include "edgvoip/simulate/tenant_calls.hpp"

#include "collected.hpp"
#include "edgvoip/enrich/family.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <algorithm>
#include <tuple>

namespace edgvoip::simulate {
namespace {

using Calls = std::vector<std::vector<call::LegRecord>>;

Calls calls_of(const Chain& chain, std::size_t tenant, std::string_view from, std::string_view to) {
    auto tenants = TenantCalls::begin(chain, tenant, at(from), at(to), "pbx1").value();
    Calls calls;
    for (auto call = tenants.next(); !call.empty(); call = tenants.next())
        calls.push_back(std::move(call));
    EXPECT_TRUE(tenants.next().empty());
    return calls;
}

const call::LegRecord& root_of(const std::vector<call::LegRecord>& legs) {
    const auto root = std::ranges::find_if(legs, enrich::is_root);
    EXPECT_NE(root, legs.end());
    return *root;
}

constexpr std::string_view from = "2026-10-24T09:30:00+02:00";
constexpr std::string_view to = "2026-10-27T12:15:00+01:00";

TEST(TenantCalls, of_all_tenants_are_the_calls_of_the_chain) {
    const Chain chain = chain_of(small_chain);
    const Collected collected = run(chain, from, to);
    std::map<std::string, call::LegRecord> written;
    for (const auto& record : collected.records) {
        auto leg = source::freeswitch::decode_json_cdr(record.json, "pbx1", record.name).value();
        const std::string id = leg.leg_id;
        written.emplace(id, std::move(leg));
    }
    std::size_t calls = 0;
    std::size_t legs = 0;
    for (std::size_t tenant = 0; tenant < chain.tenants.size(); ++tenant) {
        for (const auto& call : calls_of(chain, tenant, from, to)) {
            ++calls;
            for (const call::LegRecord& leg : call) {
                ++legs;
                const auto known = written.find(leg.leg_id);
                ASSERT_NE(known, written.end());
                EXPECT_EQ(leg, known->second);
            }
        }
    }
    EXPECT_GT(calls, 300U);
    EXPECT_EQ(calls, collected.truths.size());
    EXPECT_EQ(legs, written.size());
}

TEST(TenantCalls, give_calls_by_start_and_legs_by_id) {
    const Chain chain = chain_of(small_chain);
    const auto place = [](const std::vector<call::LegRecord>& call) {
        return std::tie(root_of(call).started, root_of(call).leg_id);
    };
    const Calls calls = calls_of(chain, 0, from, to);
    ASSERT_GT(calls.size(), 100U);
    for (std::size_t i = 0; i < calls.size(); ++i) {
        EXPECT_TRUE(std::ranges::is_sorted(calls[i], {}, &call::LegRecord::leg_id));
        if (i > 0) {
            EXPECT_LT(place(calls[i - 1]), place(calls[i]));
        }
    }
    EXPECT_GE(root_of(calls.front()).started, at(from));
    EXPECT_LT(root_of(calls.back()).started, at(to));
}

TEST(TenantCalls, refuse_a_range_that_is_none) {
    const Chain chain = chain_of(small_chain);
    const auto backwards = TenantCalls::begin(chain, 0, at(to), at(from), "pbx1");
    ASSERT_FALSE(backwards.has_value());
    EXPECT_EQ(backwards.error().fault, base::Fault::invalid);
    EXPECT_FALSE(TenantCalls::begin(chain, 0, {1}, {2}, "pbx1").has_value());
}

TEST(TenantCalls, of_an_empty_range_have_no_calls) {
    EXPECT_TRUE(calls_of(chain_of(small_chain), 1, from, from).empty());
}

}  // namespace
}  // namespace edgvoip::simulate
