#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"

#include <cstdint>
#include <map>

namespace edgvoip::store {

/// Tells when anybody, of this process or another, has changed the store. One thread at a time.
class ChangeWatch {
public:
    virtual ~ChangeWatch() = default;

    /// Whether something may have been committed since the last time it was asked; cheap. The
    /// first answer is yes. Fault::unavailable when the store cannot answer now.
    virtual base::Result<bool> anything_new() = 0;

    /// The last change of every tenant that has one. Errors as above.
    virtual base::Result<std::map<base::TenantId, std::int64_t>> change_seqs() = 0;
};

}  // namespace edgvoip::store
