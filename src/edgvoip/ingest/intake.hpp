#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "edgvoip/store/call_writer.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// Takes what the PBX said into the store.
namespace edgvoip::ingest {

/// What became of legs.
struct LegCounts {
    std::int64_t stored = 0;   ///< legs seen for the first time that are part of a call now
    std::int64_t merged = 0;   ///< legs seen before: repeated, or replaced by a fuller version
    std::int64_t pending = 0;  ///< legs kept aside (their root or their tenant is not known yet),
                               ///< less those that had been and now are part of a call
};

/// What became of the legs of one or more batches.
struct IntakeCounts : LegCounts {
    std::int64_t calls = 0;  ///< calls written or written again
    std::map<std::string, LegCounts, std::less<>> by_source;

    IntakeCounts& operator+=(const IntakeCounts& other);
};

/// Turns leg records into calls. Order, repetition and the path by which a leg came make no
/// difference to what is stored in the end: a call is always rebuilt from all its legs. One thread.
class Intake {
public:
    /// The writer, the clock and the feed outlive the intake. Without a feed the process keeps no
    /// call index.
    Intake(store::CallWriter& writer, std::shared_ptr<const directory::Directory> directory,
           const base::Clock& clock, IndexFeed* feed = nullptr);

    /// Takes a batch in one transaction: when it returns success, every leg of it is durable.
    /// On failure nothing of the batch is stored and it may be given again.
    base::Result<IntakeCounts> take(std::vector<call::LegRecord> batch);

    /// Tries calls again that were kept aside because the directory did not know their tenant.
    base::Result<IntakeCounts> retry_without_tenant();

private:
    class Batch;

    base::Result<IntakeCounts> in_transaction(std::vector<call::LegRecord> batch,
                                              bool with_pending_roots);

    store::CallWriter& writer_;
    std::shared_ptr<const directory::Directory> directory_;
    const base::Clock& clock_;
    IndexFeed* feed_;
};

}  // namespace edgvoip::ingest
