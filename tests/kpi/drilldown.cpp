#include "drilldown.hpp"

namespace edgvoip::oracle {
namespace {

using call::Direction;
using call::Disposition;

bool is_behind(const call::Call& call, Behind behind, const Records& records) {
    switch (behind) {
        case Behind::total:
            return true;
        case Behind::answered:
            return call.disposition == Disposition::answered;
        case Behind::seizures:
            return call.disposition != Disposition::failed;
        case Behind::inbound:
            return call.direction == Direction::in;
        case Behind::outbound:
            return call.direction == Direction::out;
        case Behind::internal:
            return call.direction == Direction::internal;
        case Behind::no_answer:
            return call.disposition == Disposition::no_answer;
        case Behind::busy:
            return call.disposition == Disposition::busy;
        case Behind::failed:
            return call.disposition == Disposition::failed;
        case Behind::missed:
            return is_missed(call);
        case Behind::due:
            return is_missed(call) && records.state_of(call).is_due();
        case Behind::in_time:
            return call.direction == Direction::in && call.disposition == Disposition::answered &&
                   call.ring_sec <= records.tenant().settings.sl_sec;
        case Behind::measured:
            return call.quality.mos_centi.has_value();
        case Behind::poor:
            return call.quality.mos_centi && *call.quality.mos_centi < 360;
    }
    return false;
}

}  // namespace

Calls calls_behind(const Link& link, const Records& records, const Asker& asker) {
    Calls calls = chosen(records.calls(), link.choice, asker);
    if (link.behind == Behind::due) calls = records.latest_misses(calls);
    Calls behind;
    for (const call::Call* call : calls) {
        if (is_behind(*call, link.behind, records)) behind.push_back(call);
    }
    return behind;
}

bool Drilldown::is_ruled_out(Behind behind) const {
    if (!choice_.direction) return false;
    switch (behind) {
        case Behind::inbound:
        case Behind::missed:
        case Behind::due:
        case Behind::in_time:
            return *choice_.direction != Direction::in;
        case Behind::outbound:
            return *choice_.direction != Direction::out;
        case Behind::internal:
            return *choice_.direction != Direction::internal;
        case Behind::total:
        case Behind::answered:
        case Behind::seizures:
        case Behind::no_answer:
        case Behind::busy:
        case Behind::failed:
        case Behind::measured:
        case Behind::poor:
            break;
    }
    return false;
}

boost::json::value Drilldown::link(Behind behind) const {
    if (is_ruled_out(behind)) return nullptr;
    links_.push_back({choice_, behind});
    return links_.size() - 1;
}

boost::json::value Drilldown::missed_for(call::MissedReason reason) const {
    if (is_ruled_out(Behind::missed)) return nullptr;
    Choice narrowed = choice_;
    narrowed.missed_reason = reason;
    links_.push_back({std::move(narrowed), Behind::missed});
    return links_.size() - 1;
}

boost::json::object Drilldown::links_of(
    std::initializer_list<std::pair<std::string_view, Behind>> figures) const {
    boost::json::object object;
    for (const auto& [name, behind] : figures)
        object[name] = link(behind);
    return object;
}

}  // namespace edgvoip::oracle
