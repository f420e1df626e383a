#pragma once

#include "base/error.hpp"
#include "edgvoip/ingest/descriptor.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace edgvoip::ingest {

/// Tells one file from another, and from itself after it was written to.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_ns = 0;  ///< since 1970
    std::int64_t changed_ns = 0;   ///< since 1970; also set by rename and link

    bool operator==(const FileIdentity&) const = default;
};

/// What stands behind a name in a spool folder.
struct SpoolFile {
    enum class Kind {
        record,      ///< a regular file: `bytes` is all of it
        too_large,   ///< a regular file above limits::record_bytes_max; not read
        not_a_file,  ///< a symbolic link, pipe, socket or device: never opened, `what` names it
        folder,
        unreadable,  ///< `what` says why
        gone
    };
    Kind kind = Kind::gone;
    FileIdentity identity;
    std::string bytes;
    std::string what;
};

/// A folder that others write files into: its names, its files, and what the kernel tells of them.
/// One thread.
class SpoolFolder {
public:
    /// Fault::unavailable, with what to do about it, when the folder is not there, is none, or its
    /// files could not be removed.
    static base::Result<SpoolFolder> open(const std::string& path);

    /// Whether the path still leads to this folder.
    bool is_in_place() const;
    /// Readable (poll) when there is something to read; negative when the kernel gives no events.
    int events_descriptor() const { return events_.get(); }

    struct Events {
        std::vector<std::string> finished;  ///< files closed by a writer or moved in
        bool lost = false;                  ///< some were dropped, or the folder went away
    };
    /// What happened since the last call; returns at once.
    Events read_events() const;

    /// Every name but `.` and `..`, until `visit` says false. Fault::unavailable when it cannot be
    /// read to the end.
    base::Result<void> each_name(const std::function<bool(std::string_view)>& visit) const;

    SpoolFile read(const std::string& name) const;
    /// Removes a name when it still stands for this very file, unchanged. False when it does not;
    /// true also when it is gone.
    base::Result<bool> remove(const std::string& name, const FileIdentity& identity) const;
    /// Makes removals durable.
    base::Result<void> sync() const;

private:
    SpoolFolder(std::string path, Descriptor folder, Descriptor events)
        : path_(std::move(path)), folder_(std::move(folder)), events_(std::move(events)) {}

    std::string path_;
    Descriptor folder_;
    Descriptor events_;
};

}  // namespace edgvoip::ingest
