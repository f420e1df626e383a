#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The ITU-T G.107 E-model, as far as a call record can feed it: codec and random packet loss, no
/// delay (a listening quality).
namespace edgvoip::enrich {

/// MOS of a transmission rating R, after G.107 Annex B: 1 at R ≤ 0, 4.5 at R ≥ 100; the cubic's dip
/// below 1 for small R is cut off.
double mos_of_rating(double rating);

/// MOS × 100 (100…450) of this codec at a packet loss of `loss_centi_pct` (% × 100, 0…10000).
/// Nothing for a codec the narrowband model has no values for, such as Opus or G.722.
/// Codec names as PBXs write them (`PCMA`, `PCMU`, `G729`, …), either case.
std::optional<std::int32_t> mos_centi(std::string_view codec, std::int32_t loss_centi_pct);

}  // namespace edgvoip::enrich
