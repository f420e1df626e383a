#pragma once

#include "edgvoip/call/call.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace edgvoip::index {

constexpr std::size_t directions_count = 3;
constexpr std::size_t missed_reasons_count = 9;

/// What is added up of calls. Sums of parts add up to the sums of the whole, and what is taken away
/// from them is left out exactly: all are whole numbers.
struct Sums {
    std::int64_t calls = 0;
    std::array<std::int64_t, directions_count> by_direction{};  ///< by its number less one
    std::int64_t answered = 0;
    std::int64_t no_answer = 0;
    std::int64_t busy = 0;
    std::int64_t failed = 0;
    std::int64_t talk_sec = 0;       ///< billsec of all
    std::int64_t answered_ring = 0;  ///< ring_sec of answered calls

    std::int64_t missed = 0;  ///< inbound and not answered
    /// Missed calls by the reason's number less one.
    std::array<std::int64_t, missed_reasons_count> by_reason{};
    std::int64_t in_time = 0;  ///< inbound, answered, and rang no longer than the service level

    // Means: how many calls have the figure, and its sum.
    std::int64_t with_mos = 0, mos_centi = 0;
    std::int64_t with_jitter = 0, jitter_tenth_ms = 0;
    std::int64_t with_loss = 0, loss_centi_pct = 0;
    std::int64_t mos_by_g107 = 0, mos_by_pbx = 0;  ///< where the MOS is from
    std::int64_t poor = 0;                         ///< MOS below `poor_mos_centi`

    Sums& operator+=(const Sums& other);
    Sums& operator-=(const Sums& other);
    bool operator==(const Sums&) const = default;

    std::int64_t of(call::Direction direction) const;
    std::int64_t of(call::MissedReason reason) const;
};

constexpr std::int32_t poor_mos_centi = 360;  ///< ITU-T G.107 Annex B: below, many are dissatisfied

/// The sums of some calls, and what is no sum.
struct Group {
    Sums sums;
    std::optional<std::int32_t> min_mos_centi;  ///< the worst; absent when none has a MOS

    Group& operator+=(const Group& other);
    bool operator==(const Group&) const = default;
};

}  // namespace edgvoip::index
