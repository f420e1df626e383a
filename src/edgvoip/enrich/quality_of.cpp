#include "edgvoip/enrich/quality_of.hpp"

#include "edgvoip/enrich/e_model.hpp"

#include <algorithm>
#include <cmath>

namespace edgvoip::enrich {
namespace {

using call::LegRecord;
using call::Quality;
using call::QualityStatus;

constexpr std::int64_t packets_min = 250;
constexpr std::int64_t talk_us_min = 5 * base::us_per_second;
constexpr std::int32_t usual_ptime_ms = 20;

/// FreeSWITCH gives no loss. Its mean interval between packets grows with it, but also with
/// pauses; only when its jitter loss rate is not 0 was anything missing.
std::optional<std::int32_t> loss_centi_pct(const LegRecord::Media& media) {
    if (media.jitter_loss_rate <= 0) return 0;
    if (media.mean_interval_ms <= 0) return std::nullopt;
    const double ptime = media.ptime_ms > 0 ? media.ptime_ms : usual_ptime_ms;
    const double lost = 100 * (1 - ptime / media.mean_interval_ms);
    return static_cast<std::int32_t>(std::lround(100 * std::clamp(lost, 0.0, 100.0)));
}

std::optional<std::int32_t> pbx_mos_centi(const LegRecord::Media& media) {
    if (!media.pbx_mos || *media.pbx_mos < 1 || *media.pbx_mos > 5) return std::nullopt;
    return static_cast<std::int32_t>(std::lround(100 * *media.pbx_mos));
}

/// Which of two qualities speaks for the call.
int weight(const Quality& quality) {
    switch (quality.status) {
        case QualityStatus::no_rtp:
            return 3;
        case QualityStatus::measured:
            return 2;
        case QualityStatus::low_sample:
            return 1;
        case QualityStatus::not_measured:
            return 0;
    }
    return 0;
}

bool speaks_before(const Quality& left, const Quality& right) {
    if (weight(left) != weight(right)) return weight(left) > weight(right);
    if (left.mos_centi != right.mos_centi) return left.mos_centi < right.mos_centi;
    return left.packets > right.packets;
}

}  // namespace

Quality leg_quality(const LegRecord& leg) {
    Quality quality;
    if (!leg.answered) return quality;
    const LegRecord::Media& media = leg.media;
    quality.codec = media.codec;
    quality.packets = media.packets;
    if (!media.reported) return quality;
    if (media.packets == 0) {
        // The PBX calls silence 4.50: that figure is no measurement and is not kept.
        quality.status = QualityStatus::no_rtp;
        return quality;
    }
    quality.pbx_mos_centi = pbx_mos_centi(media);
    if (media.packets < packets_min || leg.ended.us - leg.answered->us < talk_us_min) {
        quality.status = QualityStatus::low_sample;
        return quality;
    }
    quality.loss_centi_pct = loss_centi_pct(media);
    if (!quality.loss_centi_pct) return quality;
    quality.mos_centi = mos_centi(media.codec, *quality.loss_centi_pct);
    if (!quality.mos_centi) return quality;
    quality.mos_source = call::MosSource::g107;
    quality.status = QualityStatus::measured;
    return quality;
}

Quality worst_of(const std::vector<Quality>& legs) {
    const auto worst = std::ranges::min_element(legs, speaks_before);
    return worst == legs.end() ? Quality{} : *worst;
}

}  // namespace edgvoip::enrich
