#include "edgvoip/store/encoded_leg.hpp"

#include "edgvoip/call/leg_codec.hpp"

namespace edgvoip::store {

std::vector<EncodedLeg> encoded(const std::vector<call::LegRecord>& records) {
    std::vector<EncodedLeg> legs;
    legs.reserve(records.size());
    for (const call::LegRecord& record : records)
        legs.push_back({record.leg_id, call::encode(record)});
    return legs;
}

}  // namespace edgvoip::store
