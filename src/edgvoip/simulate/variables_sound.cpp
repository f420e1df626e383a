#include "edgvoip/simulate/sound.hpp"
#include "edgvoip/simulate/variables.hpp"

namespace edgvoip::simulate {

void Variables::rtp_variables() {
    const Sound sound = sound_of(*leg_);
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
