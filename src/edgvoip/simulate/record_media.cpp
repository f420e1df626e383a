#include "edgvoip/simulate/record.hpp"
#include "edgvoip/simulate/sound.hpp"

namespace edgvoip::simulate {

void RecordWriter::call_stats() {
    if (!leg_->media.reported) {
        text_.raw("{}");
        return;
    }
    const Sound sound = sound_of(*leg_);
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

}  // namespace edgvoip::simulate
