#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/store/encoded_leg.hpp"

#include <vector>

namespace edgvoip::store {

/// Fills a store that never had a call, as fast as it can: all calls become durable together when
/// it has finished, or none, however the process ends. Meanwhile nobody else can open the store.
/// What is stored is what CallWriter::put stores, but for the numbers of the changes: each
/// `limits::change_calls_max` calls of a tenant are one change. One thread.
class BulkLoader {
public:
    virtual ~BulkLoader() = default;

    /// The next call, which is sound and behind the last one in the order of tenant, start and id:
    /// else Fault::invalid. `legs` are all that it is made of.
    virtual base::Result<void> put(const call::Call& call, const std::vector<EncodedLeg>& legs) = 0;

    /// Makes everything durable; nothing is put afterwards. Fault::unavailable when the disk
    /// refuses: then the store is as it was.
    virtual base::Result<void> finish() = 0;
};

}  // namespace edgvoip::store
