#include "edgvoip/store/call_writer.hpp"

namespace edgvoip::store {

base::Result<void> CallWriter::put(const call::Call& call,
                                   const std::vector<call::LegRecord>& records) {
    return put_encoded(call, encoded(records));
}

}  // namespace edgvoip::store
