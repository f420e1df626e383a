#include "edgvoip/call/outline.hpp"

#include "base/folded_text.hpp"

namespace edgvoip::call {

Outline outline_of(const Call& call) {
    return {.id = call.id,
            .start = call.start,
            .direction = call.direction,
            .disposition = call.disposition,
            .missed_reason = call.missed_reason,
            .billsec = call.billsec,
            .ring_sec = call.ring_sec,
            .did_e164 = call.did_e164,
            .ext_number = call.ext_number,
            .remote_number = call.remote_number,
            .name_folded = base::fold_text(call.from_name),
            .store = call.store,
            .quality_status = call.quality.status,
            .mos_centi = call.quality.mos_centi,
            .mos_source = call.quality.mos_source,
            .jitter_tenth_ms = call.quality.jitter_tenth_ms,
            .loss_centi_pct = call.quality.loss_centi_pct,
            .recorded = call.recorded};
}

}  // namespace edgvoip::call
