#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/observer.hpp"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace edgvoip::app {

/// The access audit: lines at the end of a file a day (`2026-11-28.jsonl`, by UTC) in a folder,
/// readable by the service only, never changed once they are there. A thread of its own writes, so
/// that nobody waits for a disk. Any thread.
///
/// While the disk takes nothing, lines wait in memory, at most `limits::audit_waiting_bytes_max`;
/// then keep() refuses, and what was asked is to be refused, too. A process that is killed loses
/// the lines of its last hundredth of a second, a machine that fails those that it had not yet put
/// on its disk.
///
/// Events: `audit_write_failed` (what), once until it works again, then `audit_written_again`;
/// `audit_lost` (lines) when it still fails at the end.
class AuditLog {
public:
    /// Makes the folder where it is missing, and today's file. Fault::unavailable when they cannot
    /// be written. Clock and observer outlive it.
    static base::Result<std::unique_ptr<AuditLog>> start(std::string folder,
                                                         const base::Clock& clock,
                                                         base::Observer& observer);
    AuditLog(const AuditLog&) = delete;
    AuditLog& operator=(const AuditLog&) = delete;
    ~AuditLog() { stop(); }

    /// Takes a line without its end. Fault::exhausted when too many wait already,
    /// Fault::unavailable when it has stopped.
    base::Result<void> keep(std::string_view line);

    /// Writes what waits, and ends; what is kept then is refused.
    void stop();

private:
    AuditLog(std::string folder, const base::Clock& clock, base::Observer& observer)
        : folder_(std::move(folder)), clock_(clock), observer_(observer) {}

    void write_what_comes();
    bool await_lines(std::string& lines);
    base::Result<void> write(std::string_view lines);
    base::Result<void> open_today();
    bool may_try_again();
    void give_up(std::string_view lines);
    void close_file();
    void tell_failure(const base::Error& failure);

    const std::string folder_;
    const base::Clock& clock_;
    base::Observer& observer_;

    std::string path_;  // of the writing thread: the file that is open
    int file_ = -1;
    std::size_t written_ = 0;  // of the lines that are being written

    std::mutex mutex_;
    std::condition_variable changed_;
    std::string waiting_;
    bool is_stopping_ = false;
    std::thread thread_;
};

/// The name of a day's file in its folder.
std::string audit_file_name(base::Instant at);

}  // namespace edgvoip::app
