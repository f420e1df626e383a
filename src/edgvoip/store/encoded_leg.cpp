#include "edgvoip/store/encoded_leg.hpp"

#include "edgvoip/call/leg_codec.hpp"

namespace edgvoip::store {

EncodedLeg encoded(const call::LegRecord& record) {
    return {record.leg_id, call::encode(record)};
}

}  // namespace edgvoip::store
