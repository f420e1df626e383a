#include "edgvoip/simulate/leg_record_of.hpp"

#include "collected.hpp"
#include "edgvoip/simulate/days.hpp"
#include "edgvoip/simulate/record.hpp"
#include "edgvoip/simulate/scenario.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <gmock/gmock.h>

#include <map>
#include <ostream>
#include <sstream>

namespace edgvoip::simulate {
namespace {

using call::LegRecord;

std::int64_t us_of(const std::optional<base::Instant>& instant) {
    return instant ? instant->us : -1;
}

void print_texts(std::ostream& out, const LegRecord& leg) {
    out << "source: " << leg.source << ' ' << leg.adapter << ' ' << leg.raw_ref << '\n'
        << "leg: " << leg.leg_id << ' ' << leg.into_pbx << ' ' << leg.channel_name << '\n'
        << "links: " << leg.links.originating_leg << ' ' << leg.links.originator << ' '
        << leg.links.bridged_to << ' ' << leg.links.signal_bond << ' ' << leg.links.loopback_peer
        << ' ' << leg.links.loopback_from << ' ' << leg.links.loopback_bowout << ' '
        << leg.links.queue_member << '\n'
        << "parties: " << leg.domain_name << ' ' << leg.auth_realm << ' ' << leg.auth_user << ' '
        << leg.dialed_user << ' ' << leg.dialed_domain << ' ' << leg.account_code << ' '
        << leg.gateway << ' ' << leg.shown_number << '\n'
        << "outcome: " << leg.hangup_cause << ' ' << leg.q850 << ' ' << leg.originate_disposition
        << ' ' << leg.bridge_hangup_cause << ' ' << leg.last_bridge_cause << ' '
        << leg.refused_sip_status << ' ' << leg.hangup_disposition << ' '
        << leg.endpoint_disposition << ' ' << leg.bridge_channel << '\n'
        << "last: " << leg.last_app << ' ' << leg.last_arg << '\n'
        << "queue: " << leg.queue.side << ' ' << leg.queue.name << ' ' << leg.queue.agent << ' '
        << leg.queue.cause << ' ' << leg.queue.cancel_reason << '\n'
        << "recording: " << leg.recorded << ' ' << leg.recording_path << '\n';
}

void print_lists(std::ostream& out, const LegRecord& leg) {
    for (const auto& other : leg.originated)
        out << "originated: " << other.leg_id << ' ' << other.dialled << ' ' << other.cause << '\n';
    for (const auto& hop : leg.hops) {
        out << "hop: " << hop.caller_number << '|' << hop.caller_name << '|' << hop.dialled << '|'
            << hop.context << '|' << us_of(hop.bridged) << '\n';
        for (const auto& reached : hop.reached)
            out << "  reached: " << reached.leg_id << ' ' << reached.channel_name << '\n';
    }
    for (const auto& app : leg.apps)
        out << "app: " << app.name << ' ' << app.argument << '\n';
    for (const std::string& transfer : leg.transfers)
        out << "transfer: " << transfer << '\n';
}

/// Every field, so that a difference is seen where it is.
std::string described(const LegRecord& leg) {
    std::ostringstream out;
    print_texts(out, leg);
    out << "times: " << leg.started.us << ' ' << us_of(leg.progress) << ' ' << us_of(leg.answered)
        << ' ' << us_of(leg.bridged) << ' ' << leg.ended.us << ' ' << leg.pbx_billsec_ms << '\n'
        << "media: " << leg.media.reported << ' ' << leg.media.codec << ' ' << leg.media.ptime_ms
        << ' ' << leg.media.packets << ' ' << leg.media.jitter_loss_rate << ' '
        << leg.media.mean_interval_ms << ' ' << leg.media.pbx_mos.value_or(-1) << '\n';
    print_lists(out, leg);
    out << "detail: " << leg.detail << '\n';
    return out.str();
}

struct Case {
    std::string name;
    ChainOptions chain;
    std::string_view from;
    std::string_view to;
    RecordOptions records;
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.name;
}

class LegRecordOf : public testing::TestWithParam<Case> {
protected:
    static constexpr int of_each_scenario = 25;

    /// The legs of some stories of each scenario, told directly and read from their records.
    template <class Compare>
    void for_each_leg(Compare compare) {
        auto days = Days::begin(chain, {0, chain.tenants.size()}, at(GetParam().from),
                                at(GetParam().to), GetParam().records.numbers)
                        .value();
        RecordWriter writer(chain, days.zone(), GetParam().records);
        while (!days.over()) {
            for (const PlannedCall& call : days.next()) {
                if (++scenarios[call.scenario->name] > of_each_scenario) continue;
                const Story story = play(chain, call);
                for (const Leg& leg : story.legs) {
                    const auto read = source::freeswitch::decode_json_cdr(
                        writer.write(story, leg), "pbx1", RecordWriter::file_name(leg));
                    ASSERT_TRUE(read) << read.error().detail;
                    SCOPED_TRACE(story.truth.scenario);
                    compare(leg_record_of(story, leg, "pbx1"), *read);
                    if (HasFailure()) return;
                    ++legs;
                }
            }
        }
    }

    Chain chain = chain_of(GetParam().chain);
    std::map<std::string_view, int> scenarios;
    std::size_t legs = 0;
};

std::size_t all_scenarios() {
    return inbound_answered_scenarios().size() + inbound_missed_scenarios().size() +
           outbound_answered_scenarios().size() + outbound_unanswered_scenarios().size() +
           internal_scenarios().size();
}

TEST_P(LegRecordOf, is_what_is_read_from_the_record) {
    const bool bulk = GetParam().records.bulk;
    for_each_leg([bulk](const LegRecord& told, LegRecord read) {
        if (bulk) {
            // What is told leaves the bulk out.
            EXPECT_GT(read.detail, told.detail);
            read.detail = told.detail;
        }
        EXPECT_EQ(described(told), described(read));
        EXPECT_TRUE(told == read);
    });
    EXPECT_GT(legs, 1000U);
    EXPECT_EQ(scenarios.size(), all_scenarios());
}

const ChainOptions busy = {.seed = 5,
                           .tenants = 3,
                           .stores_per_tenant_min = 2,
                           .stores_per_tenant_max = 6,
                           .calls_per_store_day = 300};

ChainOptions with_seed(std::uint64_t seed) {
    ChainOptions options = busy;
    options.seed = seed;
    return options;
}

ChainOptions with_long_domains() {
    ChainOptions options = busy;
    options.sip_domain_pattern = "{}." + std::string(180, 'd') + ".test";
    return options;
}

ChainOptions of_large_shops() {
    ChainOptions options = busy;
    options.agents_per_store_min = 12;
    options.agents_per_store_max = 20;
    options.always_open = true;
    return options;
}

constexpr std::string_view may = "2026-05-07T00:00:00+02:00";
constexpr std::string_view may_next = "2026-05-08T12:00:00+02:00";

INSTANTIATE_TEST_SUITE_P(
    Chains, LegRecordOf,
    testing::Values(
        Case{"plain", busy, may, may_next, {.encode_values = false}},
        Case{"encoded", with_seed(6), may, may_next, {}},
        Case{"bulk", with_seed(7), may, may_next, {.bulk = true}},
        Case{"numbers_without_plus",
             with_seed(8),
             may,
             may_next,
             {.numbers = NumberForm::without_plus}},
        Case{"long_domains", with_long_domains(), may, may_next, {}},
        Case{"large_shops", of_large_shops(), may, may_next, {}},
        Case{"clocks_back", with_seed(9), "2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z", {}},
        Case{"clocks_on", with_seed(10), "2026-03-27T12:00:00Z", "2026-03-30T00:00:00Z", {}}),
    [](const testing::TestParamInfo<Case>& one) { return one.param.name; });

}  // namespace
}  // namespace edgvoip::simulate
