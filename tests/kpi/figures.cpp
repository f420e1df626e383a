#include "figures.hpp"

#include <cstddef>

namespace edgvoip::oracle {
namespace {

/// 3.60 × 100: below it a call is poor.
constexpr std::int32_t poor_below = 360;

template <class Enum>
std::size_t at(Enum value) {
    return static_cast<std::size_t>(value);
}

void add_quality(Figures& figures, const call::Quality& quality) {
    figures.mos_centi.add(quality.mos_centi);
    figures.jitter_tenth_ms.add(quality.jitter_tenth_ms);
    figures.loss_centi_pct.add(quality.loss_centi_pct);
    if (!quality.mos_centi) return;
    ++figures.of_mos_source[at(*quality.mos_source)];
    if (*quality.mos_centi < poor_below) ++figures.poor;
    if (!figures.min_mos_centi || *quality.mos_centi < *figures.min_mos_centi)
        figures.min_mos_centi = quality.mos_centi;
}

void add_answered(Figures& figures, const call::Call& call, std::int32_t sl_sec) {
    figures.talk_sec.add(std::int64_t{call.billsec});
    figures.ring_sec.add(std::int64_t{call.ring_sec});
    figures.talk_secs.push_back(call.billsec);
    figures.ring_secs.push_back(call.ring_sec);
    if (call.direction == call::Direction::in && call.ring_sec <= sl_sec) ++figures.in_time;
}

}  // namespace

std::int64_t Figures::in(call::Direction direction) const {
    return of_direction[at(direction)];
}

std::int64_t Figures::ended(call::Disposition disposition) const {
    return of_disposition[at(disposition)];
}

Figures figures_of(const Calls& calls, const Records& records) {
    Figures figures;
    for (const call::Call* call : calls) {
        ++figures.total;
        ++figures.of_direction[at(call->direction)];
        ++figures.of_disposition[at(call->disposition)];
        if (is_missed(*call)) ++figures.missed;
        if (call->missed_reason) ++figures.of_reason[at(*call->missed_reason)];
        if (call->disposition == call::Disposition::answered)
            add_answered(figures, *call, records.tenant().settings.sl_sec);
        add_quality(figures, call->quality);
    }
    for (const call::Call* missed : records.latest_misses(calls)) {
        if (records.state_of(*missed).is_due()) ++figures.callbacks_due;
    }
    return figures;
}

}  // namespace edgvoip::oracle
