#include "edgvoip/simulate/sound.hpp"

#include <algorithm>
#include <cmath>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t packet_us = 20'000;                       // G.711 in packets of 20 ms
constexpr std::int64_t statistics_us = 5 * base::us_per_second;  // jitter_loss_rate's rhythm

/// FreeSWITCH's own MOS (× 100) of a quality of so many percent.
std::int64_t mos_centi(std::int64_t quality) {
    const double r = static_cast<double>(quality);
    const double mos = 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r);
    return std::clamp<std::int64_t>(std::llround(mos * 100), 100, 450);
}

}  // namespace

Sound sound_of(const Leg& leg) {
    const Media& media = leg.media;
    Sound sound;
    sound.sent = std::max<std::int64_t>(0, (leg.ended.us - media.from.us) / packet_us);
    if (media.silent) {
        // What FreeSWITCH says of silence: nothing received, and the best of marks.
        sound.skipped = sound.sent;
        return sound;
    }
    sound.received = sound.sent * 2000 / media.interval_centi;
    sound.skipped = sound.sent - sound.received + sound.sent / 200;
    sound.interval_centi = sound.received > 5 ? media.interval_centi : 0;
    const std::int64_t lost_centi = 100 * (media.interval_centi - 2000) / media.interval_centi;
    if (media.interval_centi > 2000 && leg.ended.us - leg.answered.us >= statistics_us) {
        sound.loss_rate_centi = std::max<std::int64_t>(1, lost_centi * 5 / 4);
        sound.flaws = (sound.sent - sound.received) * 2;
        sound.quality = std::max<std::int64_t>(
            0, 100 - 100 * sound.flaws / std::max<std::int64_t>(1, sound.received));
        sound.mos = mos_centi(sound.quality);
    }
    return sound;
}

}  // namespace edgvoip::simulate
