#include "kpi_oracle.hpp"

#include <algorithm>
#include <set>

namespace edgvoip::index::plain {
namespace {

bool is_missed(const Entry& call) {
    return call.direction == call::Direction::in && call.disposition != call::Disposition::answered;
}

bool can_be_called(const Entry& call) {
    return !call.remote_number.empty() && call.remote_number[0] == '+';
}

void count_quality(const Entry& call, Group& group) {
    Sums& sums = group.sums;
    if (call.mos_centi) {
        ++sums.with_mos;
        sums.mos_centi += *call.mos_centi;
        if (*call.mos_centi < 360) ++sums.poor;
        group.min_mos_centi = std::min(group.min_mos_centi.value_or(1000), *call.mos_centi);
    }
    if (call.mos_source == call::MosSource::g107) ++sums.mos_by_g107;
    if (call.mos_source == call::MosSource::pbx) ++sums.mos_by_pbx;
    if (call.jitter_tenth_ms) {
        ++sums.with_jitter;
        sums.jitter_tenth_ms += *call.jitter_tenth_ms;
    }
    if (call.loss_centi_pct) {
        ++sums.with_loss;
        sums.loss_centi_pct += *call.loss_centi_pct;
    }
}

void count(const Entry& call, std::int32_t sl_sec, Group& group) {
    Sums& sums = group.sums;
    ++sums.calls;
    ++sums.by_direction[static_cast<std::size_t>(call.direction) - 1];
    if (call.disposition == call::Disposition::answered) {
        ++sums.answered;
        sums.answered_ring += call.ring_sec;
        if (call.direction == call::Direction::in && call.ring_sec <= sl_sec) ++sums.in_time;
    }
    if (call.disposition == call::Disposition::no_answer) ++sums.no_answer;
    if (call.disposition == call::Disposition::busy) ++sums.busy;
    if (call.disposition == call::Disposition::failed) ++sums.failed;
    sums.talk_sec += call.billsec;
    if (is_missed(call)) {
        ++sums.missed;
        if (call.missed_reason) ++sums.by_reason[static_cast<std::size_t>(*call.missed_reason) - 1];
    }
    count_quality(call, group);
}

Percentiles percentiles(std::vector<std::int64_t> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&values](std::size_t percent) {
        return values[(percent * values.size() + 99) / 100 - 1];
    };
    return {.p50 = at(50), .p90 = at(90), .p95 = at(95)};
}

MissedCall state_of(const Entry& miss, const std::vector<Entry>& calls,
                    const std::vector<Entry>& misses, std::int32_t contact_min_sec) {
    MissedCall state;
    state.start = miss.start;
    state.id = miss.id;
    state.first_missed = miss.start;
    state.last_missed = miss.start;
    if (!can_be_called(miss)) {
        state.status = CallbackStatus::unreachable;
        return state;
    }
    for (const Entry& call : calls) {
        if (call.remote_number != miss.remote_number || call.start <= miss.start) continue;
        if (call.direction == call::Direction::out) ++state.callback_attempts;
        if (call.disposition != call::Disposition::answered || call.billsec < contact_min_sec) {
            continue;
        }
        if (state.contact) continue;
        state.status = CallbackStatus::returned;
        state.contact = Contact{call.start, call.id, call.ext_number, call.store};
    }
    state.attempts = 0;
    for (const Entry& other : misses) {
        if (other.remote_number != miss.remote_number) continue;
        ++state.attempts;
        state.first_missed = std::min(state.first_missed, other.start);
        state.last_missed = std::max(state.last_missed, other.start);
    }
    return state;
}

}  // namespace

Group group_of(const std::vector<Entry>& calls, std::int32_t sl_sec) {
    Group group;
    for (const Entry& call : calls)
        count(call, sl_sec, group);
    return group;
}

std::map<std::string, Group> by_store(const std::vector<Entry>& calls, std::int32_t sl_sec) {
    std::map<std::string, Group> groups;
    for (const Entry& call : calls)
        count(call, sl_sec, groups[call.store ? call.store->uuid.text() : "none"]);
    return groups;
}

std::map<std::string, Group> by_ext(const std::vector<Entry>& calls, std::int32_t sl_sec) {
    std::map<std::string, Group> groups;
    for (const Entry& call : calls)
        count(call, sl_sec, groups[call.ext_number]);
    return groups;
}

std::vector<Group> by_time(const std::vector<Entry>& calls,
                           const std::vector<base::Instant>& bounds, std::int32_t sl_sec) {
    std::vector<Group> groups(bounds.size() - 1);
    for (const Entry& call : calls) {
        for (std::size_t at = 0; at < groups.size(); ++at) {
            if (bounds[at] <= call.start && call.start < bounds[at + 1]) {
                count(call, sl_sec, groups[at]);
            }
        }
    }
    return groups;
}

AnsweredPercentiles percentiles_of(const std::vector<Entry>& calls) {
    std::vector<std::int64_t> ring;
    std::vector<std::int64_t> talk;
    for (const Entry& call : calls) {
        if (call.disposition != call::Disposition::answered) continue;
        ring.push_back(call.ring_sec);
        talk.push_back(call.billsec);
    }
    return {.ring_sec = percentiles(ring), .talk_sec = percentiles(talk)};
}

MissedList missed_calls(const Oracle& oracle, const MissedQuestion& question,
                        std::int32_t contact_min_sec) {
    const std::vector<Entry> calls = oracle.sorted();
    std::vector<Entry> misses = oracle.meant(question.filter);
    std::erase_if(misses, [](const Entry& call) { return !is_missed(call); });
    std::reverse(misses.begin(), misses.end());
    MissedList list;
    std::set<std::string> seen;
    for (const Entry& miss : misses) {
        if (question.only_unique && can_be_called(miss) && !seen.insert(miss.remote_number).second)
            continue;
        MissedCall state = state_of(miss, calls, misses, contact_min_sec);
        if (question.status && state.status != *question.status) continue;
        if (list.total >= question.offset && list.total - question.offset < question.limit) {
            list.calls.push_back(std::move(state));
        }
        ++list.total;
    }
    return list;
}

}  // namespace edgvoip::index::plain
