#include "base/phone_number.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/enrich/family.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

// Every recorded call against what its SIP ends saw. The records come from the PBX, the truth does
// not.
namespace scenario {
namespace {

using edgvoip::call::Call;
using edgvoip::call::Direction;
using edgvoip::call::Disposition;
using edgvoip::call::LegRecord;
using edgvoip::directory::Directory;

/// The PBX stamps a message up to a scheduling delay away from the agent that sent or received it.
constexpr double time_tolerance_sec = 0.5;
constexpr double talk_tolerance_sec = 1.0;

std::shared_ptr<const Directory> recorded_directory() {
    static const auto directory = Directory::parse(fixture("directory.json")).value();
    return directory;
}

std::string normalised(const std::string& number) {
    return base::PhoneNumber::read(number, "IT").text();
}

bool is_click_to_call(const TruthRow& row) {
    return row.at("scenario").find("click to call") != std::string::npos;
}

/// Nobody but the PBX's command knew whom the agent, who did not pick up, was to be joined with.
bool ended_before_its_target(const TruthRow& row) {
    return is_click_to_call(row) && row.at("scenario").find("agent does not") != std::string::npos;
}

bool was_transferred(const TruthRow& row) {
    return row.at("answered_by").find(" then ") != std::string::npos;
}

void expect_near(const std::string& seconds, base::Instant instant, double tolerance,
                 const char* what) {
    if (seconds.empty()) return;
    const double difference = static_cast<double>(instant.us) / 1e6 - std::stod(seconds);
    EXPECT_LE(std::abs(difference), tolerance) << what << " is off by " << difference << " s";
}

void expect_parties(const TruthRow& row, const Call& call) {
    EXPECT_EQ(to_string(call.direction), row.at("direction"));
    EXPECT_EQ(call.ext_number, row.at("ext"));
    const bool inbound = call.direction == Direction::in;
    EXPECT_EQ(call.from_uri, inbound ? normalised(row.at("caller")) : row.at("caller"));
    if (inbound) {
        EXPECT_EQ(call.did_e164, normalised(row.at("did")));
        EXPECT_EQ(call.remote_number, call.from_uri);
        if (!call.ext_number.empty()) {
            EXPECT_EQ(call.to_uri, call.ext_number);
        }
    } else if (!ended_before_its_target(row)) {
        const bool internal = call.direction == Direction::internal;
        EXPECT_EQ(call.to_uri, internal ? row.at("callee") : normalised(row.at("callee")));
    }
}

void expect_disposition(const TruthRow& row, const Call& call) {
    EXPECT_THAT((std::vector<std::string>{row.at("disposition"), row.at("disposition_alt")}),
                testing::Contains(std::string(to_string(call.disposition))));
}

void expect_times(const TruthRow& row, const Call& call) {
    if (is_click_to_call(row)) {
        // t_invite is when the command was given.
        expect_near(row.at("t_invite"), call.start, time_tolerance_sec, "start");
        return;
    }
    expect_near(row.at("t_invite"), call.start, time_tolerance_sec, "start");
    expect_near(row.at("t_end"), call.end, time_tolerance_sec, "end");
}

/// When the callee answered, as the callee saw it; after a transfer that column tells the last.
void expect_answer(const TruthRow& row, const Call& call) {
    if (!call.answer) return;
    if (!was_transferred(row)) {
        expect_near(row.at("agent_answer"), *call.answer, time_tolerance_sec, "answer");
    }
    const double talked =
        row.at("agent_talk_sec").empty() ? 0 : std::stod(row.at("agent_talk_sec"));
    if (talked == 0) return;  // the party was the PBX, or its phone was not watched
    const double billed = static_cast<double>(call.end.us - call.answer->us) / 1e6;
    // Between two talks of a transferred call the next phone rings.
    const double ringing = was_transferred(row) ? 2.0 : 0.0;
    EXPECT_GE(billed, talked - talk_tolerance_sec);
    EXPECT_LE(billed, talked + talk_tolerance_sec + ringing);
}

/// Loss as the PBX heard it against what the far end really left out, on legs that say enough; the
/// PBX gives no loss, only an interval that grows with it.
void expect_loss(const TruthRow& row, const Call& call, bool of_caller) {
    const std::string& said = row.at(of_caller ? "caller_loss_pct_sent" : "callee_loss_pct_sent");
    for (const auto& leg : call.legs) {
        const bool wanted = leg.is_root == of_caller && leg.quality.loss_centi_pct;
        if (!wanted || said.empty() || call.legs.size() > 2) continue;
        constexpr double points_tolerance = 1.5;
        EXPECT_NEAR(*leg.quality.loss_centi_pct / 100.0, std::stod(said), points_tolerance)
            << (of_caller ? "caller" : "callee");
    }
}

/// The calls of these legs by id, and the ids of families that are of no tenant.
struct Assembled {
    std::map<std::string, Call> calls;
    std::set<std::string> without_tenant;
};

Assembled assembled(const std::vector<LegRecord>& legs) {
    Assembled result;
    for (const auto& [root, family] : families(legs)) {
        auto call = edgvoip::enrich::assemble(family, *recorded_directory());
        if (call) {
            result.calls.emplace(root, *std::move(call));
        } else {
            EXPECT_TRUE(call.error().detail.starts_with("no_tenant")) << call.error().detail;
            result.without_tenant.insert(root);
        }
    }
    return result;
}

void expect_the_same_calls(const Assembled& result) {
    std::set<std::string> expected;
    std::set<std::string> of_nobody;
    for (const TruthRow& row : truth_rows()) {
        auto& ids = row.at("tenant").empty() ? of_nobody : expected;
        ids.insert(row.at("a_leg_uuid"));
    }
    std::set<std::string> found;
    for (const auto& [id, call] : result.calls)
        found.insert(id);
    EXPECT_EQ(found, expected);
    EXPECT_EQ(result.without_tenant, of_nobody);
}

TEST(Truth, EveryRecordedCallIsAsItsEndsSawIt) {
    const Assembled result = assembled(recorded_legs());
    expect_the_same_calls(result);
    for (const TruthRow& row : truth_rows()) {
        const auto found = result.calls.find(row.at("a_leg_uuid"));
        if (found == result.calls.end()) continue;
        SCOPED_TRACE(row.at("test_id") + ": " + row.at("scenario"));
        const Call& call = found->second;
        EXPECT_EQ(recorded_directory()->by_id(call.tenant)->sip_domain,
                  row.at("tenant") + ".edgvoip.test");
        expect_parties(row, call);
        expect_disposition(row, call);
        expect_times(row, call);
        expect_answer(row, call);
        expect_loss(row, call, true);
        expect_loss(row, call, false);
    }
}

TEST(Truth, OrderAndRepetitionOfRecordsChangeNothing) {
    const std::vector<LegRecord> legs = recorded_legs();
    const std::map<std::string, Call> once = assembled(legs).calls;
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U}) {
        std::vector<LegRecord> shuffled = legs;
        if (seed % 2 == 0) shuffled.insert(shuffled.end(), legs.begin(), legs.end());
        std::ranges::shuffle(shuffled, std::mt19937(seed));
        EXPECT_EQ(assembled(shuffled).calls, once) << "seed " << seed;
    }
}

/// With `log-b-leg=false` only the root's record comes. The answer is then when the caller's leg
/// was bridged or answered, some hundredths of a second after the callee's answer. With an early
/// media bridge below a caller's leg that the PBX had answered before, it is when that media began:
/// no recorded call is so. `end` is the root's own end, which differs where other legs outlive it.
TEST(Truth, RootLegsAloneGiveTheSameCalls) {
    const std::vector<LegRecord> legs = recorded_legs();
    const std::map<std::string, Call> whole = assembled(legs).calls;
    std::vector<LegRecord> roots;
    std::ranges::copy_if(legs, std::back_inserter(roots), edgvoip::enrich::is_root);
    const std::map<std::string, Call> alone = assembled(roots).calls;
    ASSERT_EQ(alone.size(), whole.size());
    for (const auto& [id, call] : whole) {
        SCOPED_TRACE(call.raw_ref);
        const Call& other = alone.at(id);
        EXPECT_EQ(other.tenant, call.tenant);
        EXPECT_EQ(other.direction, call.direction);
        EXPECT_EQ(other.from_uri, call.from_uri);
        EXPECT_EQ(other.from_name, call.from_name);
        EXPECT_EQ(other.to_uri, call.to_uri);
        EXPECT_EQ(other.did_e164, call.did_e164);
        EXPECT_EQ(other.remote_number, call.remote_number);
        EXPECT_EQ(other.ext_number, call.ext_number);
        EXPECT_EQ(other.store, call.store);
        EXPECT_EQ(to_string(other.disposition), to_string(call.disposition));
        EXPECT_EQ(other.missed_reason, call.missed_reason);
        EXPECT_EQ(other.start, call.start);
        ASSERT_EQ(other.answer.has_value(), call.answer.has_value());
        if (call.answer) {
            EXPECT_LE(std::abs(other.answer->us - call.answer->us), 200'000);
        }
    }
}

}  // namespace
}  // namespace scenario
