#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/intake.hpp"
#include "edgvoip/ingest/lag.hpp"
#include "edgvoip/store/store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace edgvoip::ingest {

/// The one thread that writes while the program serves: takes records from any thread, commits
/// those that came together as a group, and tells each sender when its own are durable.
class LiveIntake {
public:
    /// Called once for each submitted record, on the writing thread: success means that the record
    /// is durable. Must not wait for anything and must not throw.
    using Done = std::function<void(base::Result<void>)>;

    /// Starts the thread. Store, clock, observer and feed outlive it; without a feed the process
    /// keeps no call index. Fault::unavailable when the store cannot be written.
    static base::Result<std::unique_ptr<LiveIntake>> start(
        store::Store& store, std::shared_ptr<const directory::Directory> directory,
        const base::Clock& clock, base::Observer& observer, IndexFeed* feed = nullptr);

    virtual ~LiveIntake() = default;

    /// Queues a record. False, and `done` is never called, when limits::ingest_queue_records_max
    /// are waiting or the intake has been stopped. Any thread; returns at once.
    virtual bool submit(call::LegRecord record, Done done) = 0;

    /// From now on calls are attributed by this directory; what waited for a tenant is tried again.
    virtual void set_directory(std::shared_ptr<const directory::Directory> directory) = 0;

    struct Counters {
        IntakeCounts legs;  ///< since the start
        std::map<std::string, Lag, std::less<>> lag_by_source;
        std::int64_t queued = 0;  ///< waiting now
        std::int64_t commits = 0;
        std::int64_t failed_commits = 0;
        std::int64_t last_commit_us = 0;  ///< how long the last one took
    };
    /// Any thread.
    virtual Counters counters() const = 0;

    /// Takes nothing more, commits what is queued, joins. Not on the writing thread; the second
    /// call does nothing. The destructor calls it.
    virtual void stop() = 0;
};

}  // namespace edgvoip::ingest
