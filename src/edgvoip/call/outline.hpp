#pragma once

#include "edgvoip/call/call.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace edgvoip::call {

/// What calls are searched, sorted and counted by: all that the call index keeps of one.
struct Outline {
    base::CallId id;
    base::Instant start;
    Direction direction = Direction::in;
    Disposition disposition = Disposition::failed;
    std::optional<MissedReason> missed_reason;
    std::int32_t billsec = 0;   ///< not negative
    std::int32_t ring_sec = 0;  ///< not negative
    std::string did_e164;       ///< this and the next three: empty none
    std::string ext_number;
    std::string remote_number;
    std::string name_folded;  ///< the caller's name by base::fold_text
    std::optional<base::StoreId> store;
    QualityStatus quality_status = QualityStatus::not_measured;
    std::optional<std::int32_t> mos_centi;  ///< MOS × 100: 100…500
    std::optional<MosSource> mos_source;
    std::optional<std::int32_t> jitter_tenth_ms;  ///< not negative
    std::optional<std::int32_t> loss_centi_pct;   ///< not negative
    bool recorded = false;

    bool operator==(const Outline&) const = default;
};

/// The outline of a call; its name is folded here.
Outline outline_of(const Call& call);

}  // namespace edgvoip::call
