#include "edgvoip/store/call_writer.hpp"

#include <algorithm>
#include <iterator>

namespace edgvoip::store {

base::Result<void> CallWriter::put(const call::Call& call,
                                   const std::vector<call::LegRecord>& records) {
    std::vector<EncodedLeg> legs;
    legs.reserve(records.size());
    std::transform(records.begin(), records.end(), std::back_inserter(legs), encoded);
    return put_encoded(call, legs);
}

}  // namespace edgvoip::store
