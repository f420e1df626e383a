#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/simulate/simulate.hpp"
#include "edgvoip/store/bulk_loader.hpp"

#include <cstdint>
#include <functional>

namespace edgvoip::app {

struct LoadCounts {
    std::int64_t calls = 0;
    std::int64_t legs = 0;  ///< records of legs
};

/// Told after each tenant: how many of the chain's shops are done.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t all)>;

/// Puts every call of the chain that starts in `[from, to)` into the loader, which it does not
/// finish: what `import freeswitch` makes of the records that `simulate` writes. Threads of its own
/// make the calls, some of each tenant at a time, while this one stores them. `directory` is the
/// chain's.
base::Result<LoadCounts> load_simulated(const simulate::Chain& chain,
                                        const directory::Directory& directory, base::Instant from,
                                        base::Instant to, store::BulkLoader& loader,
                                        const LoadProgress& progress);

}  // namespace edgvoip::app
