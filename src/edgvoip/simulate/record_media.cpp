#include "edgvoip/simulate/record.hpp"

#include <algorithm>
#include <cmath>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t packet_us = 20'000;  // G.711 in packets of 20 ms
constexpr std::int64_t packet_bytes = 172;
constexpr std::int64_t statistics_us = 5 * base::us_per_second;  // jitter_loss_rate's rhythm

/// FreeSWITCH's own MOS (× 100) of a quality of so many percent.
std::int64_t mos_centi(std::int64_t quality) {
    const double r = static_cast<double>(quality);
    const double mos = 1 + 0.035 * r + 0.000007 * r * (r - 60) * (100 - r);
    return std::clamp<std::int64_t>(std::llround(mos * 100), 100, 450);
}

}  // namespace

struct RecordWriter::Sound {
    std::int64_t received = 0;
    std::int64_t skipped = 0;
    std::int64_t sent = 0;
    std::int64_t interval_centi = 0;
    std::int64_t loss_rate_centi = 0;
    std::int64_t flaws = 0;
    std::int64_t quality = 100;
    std::int64_t mos = 450;
};

RecordWriter::Sound RecordWriter::sound() const {
    const Media& media = leg_->media;
    Sound sound;
    sound.sent = std::max<std::int64_t>(0, (leg_->ended.us - media.from.us) / packet_us);
    if (media.silent) {
        // What FreeSWITCH says of silence: nothing received, and the best of marks.
        sound.skipped = sound.sent;
        return sound;
    }
    sound.received = sound.sent * 2000 / media.interval_centi;
    sound.skipped = sound.sent - sound.received + sound.sent / 200;
    sound.interval_centi = sound.received > 5 ? media.interval_centi : 0;
    const std::int64_t lost_centi = 100 * (media.interval_centi - 2000) / media.interval_centi;
    if (media.interval_centi > 2000 && leg_->ended.us - leg_->answered.us >= statistics_us) {
        sound.loss_rate_centi = std::max<std::int64_t>(1, lost_centi * 5 / 4);
        sound.flaws = (sound.sent - sound.received) * 2;
        sound.quality = std::max<std::int64_t>(
            0, 100 - 100 * sound.flaws / std::max<std::int64_t>(1, sound.received));
        sound.mos = mos_centi(sound.quality);
    }
    return sound;
}

void RecordWriter::call_stats() {
    if (!leg_->media.reported) {
        text_.raw("{}");
        return;
    }
    const Sound sound = this->sound();
    text_.raw(R"({"audio":{"inbound":{"raw_bytes":)").number(sound.received * packet_bytes);
    text_.raw(R"(,"media_bytes":)").number(sound.received * packet_bytes);
    text_.raw(R"(,"packet_count":)").number(sound.received);
    text_.raw(R"(,"media_packet_count":)").number(sound.received);
    text_.raw(R"(,"skip_packet_count":)").number(sound.skipped);
    text_.raw(R"(,"jitter_packet_count":0,"dtmf_packet_count":0,"cng_packet_count":0,)");
    text_.raw(R"("flush_packet_count":0,"largest_jb_size":0,"jitter_min_variance":0.44,)");
    text_.raw(R"("jitter_max_variance":36.25,"jitter_loss_rate":)");
    text_.hundredths(sound.loss_rate_centi).raw(R"(,"jitter_burst_rate":0,"mean_interval":)");
    text_.hundredths(sound.interval_centi).raw(R"(,"flaw_total":)").number(sound.flaws);
    text_.raw(R"(,"quality_percentage":)").number(sound.quality).raw(R"(,"mos":)");
    text_.hundredths(sound.mos).raw(R"(},"outbound":{"raw_bytes":)");
    text_.number(sound.sent * packet_bytes).raw(R"(,"media_bytes":)");
    text_.number(sound.sent * packet_bytes).raw(R"(,"packet_count":)").number(sound.sent);
    text_.raw(R"(,"media_packet_count":)").number(sound.sent);
    text_.raw(R"(,"skip_packet_count":0,"dtmf_packet_count":0,"cng_packet_count":0,)");
    text_.raw(R"("rtcp_packet_count":0,"rtcp_octet_count":0}}})");
}

void RecordWriter::rtp_variables() {
    const Sound sound = this->sound();
    put("rtp_audio_in_raw_bytes", sound.received * packet_bytes);
    put("rtp_audio_in_media_bytes", sound.received * packet_bytes);
    put("rtp_audio_in_packet_count", sound.received);
    put("rtp_audio_in_media_packet_count", sound.received);
    put("rtp_audio_in_skip_packet_count", sound.skipped);
    put("rtp_audio_in_jitter_packet_count", 0);
    put("rtp_audio_in_dtmf_packet_count", 0);
    put("rtp_audio_in_cng_packet_count", 0);
    put("rtp_audio_in_flush_packet_count", 0);
    put("rtp_audio_in_largest_jb_size", 0);
    put("rtp_audio_in_jitter_min_variance", "0.44");
    put("rtp_audio_in_jitter_max_variance", "36.25");
    hundredths("rtp_audio_in_jitter_loss_rate", sound.loss_rate_centi);
    put("rtp_audio_in_jitter_burst_rate", "0.00");
    hundredths("rtp_audio_in_mean_interval", sound.interval_centi);
    put("rtp_audio_in_flaw_total", sound.flaws);
    hundredths("rtp_audio_in_quality_percentage", sound.quality * 100);
    hundredths("rtp_audio_in_mos", sound.mos);
    put("rtp_audio_out_raw_bytes", sound.sent * packet_bytes);
    put("rtp_audio_out_media_bytes", sound.sent * packet_bytes);
    put("rtp_audio_out_packet_count", sound.sent);
    put("rtp_audio_out_media_packet_count", sound.sent);
    put("rtp_audio_out_skip_packet_count", 0);
    put("rtp_audio_rtcp_packet_count", 0);
    put("rtp_audio_rtcp_octet_count", 0);
}

}  // namespace edgvoip::simulate
