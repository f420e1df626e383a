#pragma once

#include "edgvoip/ingest/spool_folder.hpp"

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace edgvoip::ingest {

/// The names of a spool and whose turn it is: files just finished first, then those that were found
/// by looking through the folder, in the order they came. A name is known once. One thread.
class SpoolQueue {
    enum class Place { ready, waiting, in_flight };

public:
    using Time = std::chrono::steady_clock::time_point;

    /// What is remembered of a file between two tries.
    struct Entry {
        bool closed = false;  ///< its writer has closed it, or it was moved in, since then
        std::optional<FileIdentity> seen;  ///< as it was at the last try
        Time since{};                      ///< first seen like that
        std::chrono::milliseconds wait{};  ///< before the next try; 0: none failed yet

    private:
        friend class SpoolQueue;
        Place place_ = Place::ready;
        Time due_{};
    };

    /// A name in the folder; nothing happens when it is known.
    void found(const std::string& name);
    /// The kernel says that the file is complete: its turn is before those that were found.
    void finished(const std::string& name);
    /// Whose turn it is, taken from the queue: to be followed by one of those below.
    std::optional<std::string> next();

    Entry& entry(const std::string& name) { return entries_.at(name); }
    void wait(const std::string& name, Time until);
    /// The same for a file that is not what was read of it: somebody writes to it.
    void changed(const std::string& name, Time until);
    void in_flight(const std::string& name);
    /// Its turn comes again at once.
    void again(const std::string& name);
    void forget(const std::string& name);

    /// Lets those whose wait is over take their turn.
    void wake(Time now);
    /// When the next wait is over.
    std::optional<Time> next_due() const;
    /// The folder is gone: only what is in flight is still known.
    void forget_folder();

    bool has_ready() const { return !fresh_.empty() || !backlog_.empty(); }
    std::size_t found_waiting() const { return backlog_.size(); }
    std::size_t size() const { return entries_.size(); }

private:
    // A name may stand in these more often than once; its entry's place says what is true.
    std::deque<std::string> fresh_;
    std::deque<std::string> backlog_;
    std::multimap<Time, std::string> due_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace edgvoip::ingest
