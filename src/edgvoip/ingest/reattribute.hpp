#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/store/call_reader.hpp"
#include "edgvoip/store/call_writer.hpp"

#include <cstdint>
#include <functional>
#include <limits>

namespace edgvoip::ingest {

struct ReattributeOptions {
    base::TenantId tenant;
    base::Instant from{std::numeric_limits<std::int64_t>::min()};  ///< start ≥ from
    base::Instant to{std::numeric_limits<std::int64_t>::max()};    ///< start < to
    /// Told after every transaction how many calls of how many are done; may be empty.
    std::function<void(std::int64_t done, std::int64_t all)> progress;
};

struct ReattributeCounts {
    std::int64_t seen = 0;     ///< calls looked at
    std::int64_t changed = 0;  ///< calls that are others with this directory, stored anew
    std::int64_t kept = 0;     ///< calls that this directory can make nothing of, left as they are

    ReattributeCounts& operator+=(const ReattributeCounts& other);
};

/// Makes a tenant's calls again from what the PBX said of their legs, with the directory as it is
/// now: a call's store, extension, user and the rest are otherwise those of the day on which it was
/// stored. What comes out the same is not touched. In transactions of
/// `limits::ingest_group_records_max` calls; what was done before an error stays, and again is
/// harmless. Errors are the store's.
base::Result<ReattributeCounts> reattribute(const ReattributeOptions& options,
                                            const directory::Directory& directory,
                                            store::CallReader& reader, store::CallWriter& writer);

}  // namespace edgvoip::ingest
