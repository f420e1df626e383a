#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::ingest {

struct SpoolOptions {
    std::string source;  ///< the name that the records are stored under
    std::string folder;

    std::chrono::milliseconds rescan{60'000};     ///< how often all names are looked through
    std::chrono::milliseconds settled{2'000};     ///< unchanged for so long: nobody writes to it
    std::chrono::milliseconds first_wait{2'000};  ///< before a second try; then doubled each time
    std::chrono::milliseconds patience{600'000};  ///< unreadable for so long: quarantine
    std::chrono::milliseconds pause{1'000};       ///< when the store or the folder is away
    std::size_t in_flight_max = 500;              ///< records submitted and not yet told of
};

/// A folder that FreeSWITCH's mod_json_cdr writes into, its log folder or its error folder: takes
/// every finished `<uuid>.cdr.json` or `a_<uuid>.cdr.json` in and removes it once it is durable. A
/// file that was just written goes before those that were there at the start. Other names and
/// subfolders are left alone.
///
/// A file is tried when its writer has closed it, it was moved in, or it has not changed for
/// `settled`. What cannot be understood may be half written: it is tried again with growing waits
/// and goes to quarantine, and out of the spool, when it has not changed for `patience`. Files
/// above limits::record_bytes_max and what is no regular file (which is never opened) go there at
/// once. A file whose record could not be stored stays and is tried again, for ever.
///
/// Only the very file that was read is removed: one that was written to meanwhile is read again.
///
/// Events: `spool_quarantined`, `spool_retry` (not stored), `spool_unreadable` (a file, at its
/// first try), `spool_folder_lost` and `spool_folder_found`, `spool_unwatched` (the kernel gives no
/// events: files are found at the next rescan).
class Spool {
public:
    /// Starts its thread. All outlive this. Fault::unavailable, with what to do, when the folder
    /// is not there or its files cannot be removed.
    static base::Result<std::unique_ptr<Spool>> start(SpoolOptions options, LiveIntake& intake,
                                                      const Quarantine& quarantine,
                                                      base::Observer& observer);

    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    /// Stops.
    ~Spool();

    struct Counters {
        std::int64_t taken = 0;  ///< files that are durable and gone from the folder
        // Quarantined, by why:
        std::int64_t not_a_record = 0;
        std::int64_t too_large = 0;
        std::int64_t not_a_file = 0;
        std::int64_t ignored = 0;    ///< other names in the folder, as last looked through
        std::int64_t waiting = 0;    ///< files known and not yet taken, those in flight included
        std::int64_t in_flight = 0;  ///< of those: submitted and not yet told of
    };
    /// Any thread.
    Counters counters() const;

    const std::string& source() const;

    /// Submits nothing more, waits until every submitted record was told of, removes what is
    /// durable, joins. So before the intake is stopped, or after. The second call does nothing.
    void stop();

private:
    class Worker;

    explicit Spool(std::unique_ptr<Worker> worker);

    std::unique_ptr<Worker> worker_;
};

/// Whether a file of this name is a record: `(a_)?<uuid>.cdr.json`.
bool is_spool_record_name(std::string_view name);

/// How many records wait in a folder now. Fault::unavailable as for `Spool::start`.
base::Result<std::int64_t> count_spool(const std::string& folder);

}  // namespace edgvoip::ingest
