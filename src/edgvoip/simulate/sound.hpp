#pragma once

#include "edgvoip/simulate/story.hpp"

#include <cstdint>

namespace edgvoip::simulate {

/// G.711 in packets of 20 ms, with RTP's header.
inline constexpr std::int64_t packet_bytes = 172;

/// What FreeSWITCH's RTP statistics say of the sound from a leg's party.
struct Sound {
    std::int64_t received = 0;
    std::int64_t skipped = 0;
    std::int64_t sent = 0;
    std::int64_t interval_centi = 0;   ///< mean_interval, ms × 100
    std::int64_t loss_rate_centi = 0;  ///< jitter_loss_rate × 100
    std::int64_t flaws = 0;
    std::int64_t quality = 100;  ///< percent
    std::int64_t mos = 450;      ///< × 100
};

/// Of a leg whose media were reported.
Sound sound_of(const Leg& leg);

}  // namespace edgvoip::simulate
