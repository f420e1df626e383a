#include "edgvoip/enrich/call_legs.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/call/leg_codec.hpp"
#include "edgvoip/enrich/family.hpp"
#include "edgvoip/enrich/one_of.hpp"

#include <algorithm>
#include <tuple>

namespace edgvoip::enrich {
namespace {

using call::LegRecord;

bool says_more(const LegRecord& left, const LegRecord& right) {
    if (left.detail != right.detail) return left.detail > right.detail;
    if (left.ended != right.ended) return left.ended > right.ended;
    return call::encode(left) > call::encode(right);
}

bool starts_before(const LegRecord& left, const LegRecord& right) {
    return std::tie(left.started, left.leg_id) < std::tie(right.started, right.leg_id);
}

/// Sorts by id, the best record of each leg first, and drops the others.
void keep_best(std::vector<LegRecord>& records) {
    std::ranges::sort(records, [](const LegRecord& left, const LegRecord& right) {
        if (left.leg_id != right.leg_id) return left.leg_id < right.leg_id;
        return says_more(left, right);
    });
    const auto rest = std::ranges::unique(records, {}, &LegRecord::leg_id);
    records.erase(rest.begin(), rest.end());
}

}  // namespace

base::Result<CallLegs> CallLegs::of(std::vector<LegRecord> records) {
    keep_best(records);
    if (records.size() > base::limits::call_legs_max) {
        return base::Error{
            base::Fault::exhausted,
            "a call of more than " + std::to_string(base::limits::call_legs_max) + " legs"};
    }
    std::ranges::sort(records, starts_before);
    const auto root = std::ranges::find_if(records, is_root);
    if (root == records.end()) {
        return base::Error{base::Fault::not_found, "no_root: none of the legs began a call"};
    }
    std::rotate(records.begin(), root, root + 1);
    return CallLegs(std::move(records));
}

const LegRecord* CallLegs::find(std::string_view leg_id) const {
    const auto leg = std::ranges::find(legs_, leg_id, &LegRecord::leg_id);
    return leg_id.empty() || leg == legs_.end() ? nullptr : &*leg;
}

const LegRecord* CallLegs::loopback_far(const LegRecord& near) const {
    for (const LegRecord& leg : legs_) {
        if (!is_loopback(leg) || !leg.into_pbx) continue;
        if (leg.links.loopback_peer == near.leg_id || near.links.loopback_peer == leg.leg_id) {
            return &leg;
        }
    }
    return nullptr;
}

bool is_loopback(const LegRecord& leg) {
    return leg.channel_name.starts_with("loopback/");
}

bool is_unanswered_cause(std::string_view cause) {
    // Not ALLOTTED_TIMEOUT: a talk that was limited in time ends with it, too.
    constexpr std::string_view causes[] = {
        "ORIGINATOR_CANCEL",   "USER_BUSY",          "NO_ANSWER",        "NO_USER_RESPONSE",
        "CALL_REJECTED",       "UNALLOCATED_NUMBER", "PROGRESS_TIMEOUT", "NO_ROUTE_DESTINATION",
        "USER_NOT_REGISTERED", "SUBSCRIBER_ABSENT"};
    return is_one_of(cause, causes);
}

std::string failure_of(std::string_view originate_disposition) {
    const std::string cause = base::ascii_upper(originate_disposition);
    return cause == "SUCCESS" ? std::string() : cause;
}

}  // namespace edgvoip::enrich
