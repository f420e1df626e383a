#pragma once

#include "chosen.hpp"
#include "records.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace edgvoip::oracle {

/// A sum over the calls that have the value.
struct Sum {
    std::int64_t of = 0;
    std::int64_t count = 0;

    void add(std::int64_t value) {
        of += value;
        ++count;
    }
    void add(const std::optional<std::int32_t>& value) {
        if (value) add(std::int64_t{*value});
    }
};

/// What is counted over some calls, each call for itself.
struct Figures {
    std::int64_t total = 0;
    std::array<std::int64_t, 4> of_direction{};    ///< by the value of call::Direction
    std::array<std::int64_t, 5> of_disposition{};  ///< by the value of call::Disposition
    std::array<std::int64_t, 10> of_reason{};      ///< by the value of call::MissedReason
    std::int64_t missed = 0;
    std::int64_t in_time = 0;  ///< inbound, answered within sl_sec
    std::int64_t callbacks_due = 0;
    Sum talk_sec, ring_sec;  ///< of answered calls
    Sum mos_centi, jitter_tenth_ms, loss_centi_pct;
    std::optional<std::int32_t> min_mos_centi;
    std::int64_t poor = 0;
    std::array<std::int64_t, 3> of_mos_source{};  ///< by the value of call::MosSource
    std::vector<std::int64_t> talk_secs, ring_secs;

    std::int64_t in(call::Direction direction) const;
    std::int64_t ended(call::Disposition disposition) const;
    std::int64_t answered() const { return ended(call::Disposition::answered); }
};

Figures figures_of(const Calls& calls, const Records& records);

}  // namespace edgvoip::oracle
