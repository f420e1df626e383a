#include "collected.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/enrich/family.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <cstdlib>
#include <functional>

namespace edgvoip::simulate {
namespace {

using Legs = std::map<std::string, call::LegRecord>;

/// The id of the root that a leg belongs to, found from parent to parent.
std::string root_of(const Legs& legs, std::string id) {
    for (int steps = 0; steps < 10; ++steps) {
        const auto leg = legs.find(id);
        if (leg == legs.end() || enrich::is_root(leg->second)) return id;
        id = enrich::parent_of(leg->second);
    }
    return {};
}

std::map<std::string, std::vector<call::LegRecord>> calls_of(const Collected& collected) {
    Legs legs;
    for (const auto& written : collected.records) {
        auto leg = source::freeswitch::decode_json_cdr(written.json, "pbx1", written.name);
        EXPECT_TRUE(leg) << written.name << ": " << leg.error().detail;
        if (leg) legs.emplace(leg->leg_id, *leg);
    }
    std::map<std::string, std::vector<call::LegRecord>> calls;
    for (const auto& [id, leg] : legs)
        calls[root_of(legs, id)].push_back(leg);
    return calls;
}

/// A call as the truth tells it.
Truth told_by(const call::Call& call, const Truth& truth) {
    Truth told = truth;
    told.id = call.id;
    told.tenant = call.tenant;
    told.direction = call.direction;
    told.from_uri = call.from_uri;
    told.from_name = call.from_name;
    told.to_uri = call.to_uri;
    told.did_e164 = call.did_e164;
    told.ext_number = call.ext_number;
    told.store = call.store;
    told.start = call.start;
    told.answer = call.answer;
    told.end = call.end;
    told.disposition = call.disposition;
    told.missed_reason = call.missed_reason;
    told.hangup_cause = call.hangup_cause;
    told.recorded = call.recorded;
    told.quality = call.quality.status;
    told.legs = static_cast<int>(call.legs.size());
    return told;
}

/// Equal but for the loss, whose PBX figure has two decimals of an interval.
void expect_call(const call::Call& call, const Truth& truth) {
    Truth told = told_by(call, truth);
    EXPECT_EQ(truth_json(told), truth_json(truth));
    EXPECT_EQ(call.quality.loss_centi_pct.has_value(), truth.loss_centi_pct.has_value());
    if (truth.loss_centi_pct && call.quality.loss_centi_pct) {
        EXPECT_LE(std::abs(*call.quality.loss_centi_pct - *truth.loss_centi_pct), 1)
            << truth_json(truth);
    }
    EXPECT_FALSE(call::violation(call));
}

void expect_round_trip(const ChainOptions& chain_options, std::string_view from,
                       std::string_view to, const RecordOptions& options) {
    const Chain chain = chain_of(chain_options);
    const auto directory = directory::Directory::parse(directory_json(chain));
    ASSERT_TRUE(directory) << directory.error().detail;
    const Collected collected = run(chain, from, to, options);
    const auto calls = calls_of(collected);
    EXPECT_EQ(calls.size(), collected.truths.size());
    for (const Truth& truth : collected.truths) {
        const auto legs = calls.find(truth.id.text);
        ASSERT_NE(legs, calls.end()) << truth_json(truth);
        EXPECT_EQ(static_cast<int>(legs->second.size()), truth.records) << truth_json(truth);
        const auto call = enrich::assemble(legs->second, **directory);
        ASSERT_TRUE(call) << call.error().detail << truth_json(truth);
        expect_call(*call, truth);
    }
}

const ChainOptions two_tenants = {.seed = 3,
                                  .tenants = 2,
                                  .stores_per_tenant_min = 2,
                                  .stores_per_tenant_max = 4,
                                  .calls_per_store_day = 150};

TEST(RoundTrip, every_call_comes_back_as_it_was) {
    expect_round_trip(two_tenants, "2026-05-07T00:00:00+02:00", "2026-05-10T00:00:00+02:00", {});
}

TEST(RoundTrip, plain_values_and_bulk_change_nothing) {
    expect_round_trip(two_tenants, "2026-05-07T00:00:00+02:00", "2026-05-08T00:00:00+02:00",
                      {.encode_values = false, .bulk = true});
}

TEST(RoundTrip, numbers_without_plus_are_the_same_numbers) {
    expect_round_trip(two_tenants, "2026-05-07T00:00:00+02:00", "2026-05-08T00:00:00+02:00",
                      {.numbers = NumberForm::without_plus});
}

/// With `log-b-leg=false` the PBX writes the a-leg's record only, and tells less of who rang when.
TEST(RoundTrip, the_root_alone_tells_who_and_how) {
    const Chain chain = chain_of(two_tenants);
    const auto directory = directory::Directory::parse(directory_json(chain));
    ASSERT_TRUE(directory) << directory.error().detail;
    const Collected collected =
        run(chain, "2026-05-07T00:00:00+02:00", "2026-05-08T00:00:00+02:00");
    const auto calls = calls_of(collected);
    for (const Truth& truth : collected.truths) {
        SCOPED_TRACE(truth_json(truth));
        std::vector<call::LegRecord> root = calls.at(truth.id.text);
        std::erase_if(root, [](const call::LegRecord& leg) { return !enrich::is_root(leg); });
        ASSERT_EQ(root.size(), 1U);
        const auto call = enrich::assemble(root, **directory);
        ASSERT_TRUE(call) << call.error().detail;
        EXPECT_EQ(call->direction, truth.direction);
        EXPECT_EQ(call->disposition, truth.disposition);
        EXPECT_EQ(call->missed_reason, truth.missed_reason);
        EXPECT_EQ(call->from_uri, truth.from_uri);
        EXPECT_EQ(call->to_uri, truth.to_uri);
        EXPECT_EQ(call->did_e164, truth.did_e164);
        EXPECT_EQ(call->ext_number, truth.ext_number);
        EXPECT_EQ(call->store, truth.store);
        EXPECT_EQ(call->start, truth.start);
    }
}

TEST(RoundTrip, both_clock_changes) {
    expect_round_trip(two_tenants, "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z", {});
    expect_round_trip(two_tenants, "2026-10-24T22:00:00Z", "2026-10-25T06:00:00Z", {});
}

}  // namespace
}  // namespace edgvoip::simulate
