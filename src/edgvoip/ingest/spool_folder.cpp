#include "edgvoip/ingest/spool_folder.hpp"

#include "base/limits.hpp"
#include "edgvoip/ingest/record_bytes.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

namespace edgvoip::ingest {
namespace {

base::Error cannot(const std::string& what, const std::string& path) {
    return base::unavailable("cannot " + what + " '" + path + "': " + std::strerror(errno));
}

std::int64_t nanoseconds(const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

FileIdentity identity_of(const struct stat& status) {
    return {.device = status.st_dev,
            .inode = status.st_ino,
            .size = status.st_size,
            .modified_ns = nanoseconds(status.st_mtim),
            .changed_ns = nanoseconds(status.st_ctim)};
}

std::string_view name_of_type(mode_t mode) {
    if (S_ISLNK(mode)) return "a symbolic link";
    if (S_ISFIFO(mode)) return "a named pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

Descriptor watch(const std::string& path) {
    Descriptor events(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
    if (!events) return {};
    constexpr std::uint32_t wanted = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
    if (::inotify_add_watch(events.get(), path.c_str(), wanted | IN_ONLYDIR) < 0) return {};
    return events;
}

SpoolFile failed() {
    SpoolFile file;
    file.kind = errno == ENOENT ? SpoolFile::Kind::gone : SpoolFile::Kind::unreadable;
    file.what = std::strerror(errno);
    return file;
}

}  // namespace

base::Result<SpoolFolder> SpoolFolder::open(const std::string& path) {
    // Watched before it is looked through, so that nothing falls between the two.
    Descriptor events = watch(path);
    Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder && errno == ENOENT) {
        return base::unavailable("there is no folder '" + path +
                                 "': make it, or mend the path in [[source]]");
    }
    if (!folder) return cannot("open the folder", path);
    if (::faccessat(folder.get(), ".", W_OK | X_OK, AT_EACCESS) != 0) {
        const base::Error error = cannot("remove files from", path);
        return base::unavailable(error.detail +
                                 "; what was taken in is removed: let this user write there");
    }
    return SpoolFolder(path, std::move(folder), std::move(events));
}

bool SpoolFolder::is_in_place() const {
    struct stat open{};
    struct stat named{};
    return ::fstat(folder_.get(), &open) == 0 && ::stat(path_.c_str(), &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

SpoolFolder::Events SpoolFolder::read_events() const {
    Events events;
    alignas(inotify_event) std::array<char, 16 * 1024> buffer{};
    for (;;) {
        const ssize_t got = ::read(events_.get(), buffer.data(), buffer.size());
        if (got <= 0) return events;
        const char* const end = buffer.data() + got;
        for (const char* at = buffer.data(); at < end;) {
            const auto* event = reinterpret_cast<const inotify_event*>(at);
            at += sizeof(inotify_event) + event->len;
            if ((event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) == 0) {
                events.lost = true;
            } else if (event->len > 0 && (event->mask & IN_ISDIR) == 0) {
                events.finished.emplace_back(event->name);
            }
        }
    }
}

base::Result<void> SpoolFolder::each_name(
    const std::function<bool(std::string_view)>& visit) const {
    const int again = ::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const auto close = [](DIR* open) { ::closedir(open); };
    const std::unique_ptr<DIR, decltype(close)> names(again < 0 ? nullptr : ::fdopendir(again),
                                                      close);
    if (!names) return cannot("read the folder", path_);
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(names.get());
        if (entry == nullptr) break;
        const std::string_view name = entry->d_name;
        if (name != "." && name != ".." && !visit(name)) return {};
    }
    if (errno != 0) return cannot("read the folder", path_);
    return {};
}

SpoolFile SpoolFolder::read(const std::string& name) const {
    struct stat status{};
    if (::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return failed();
    SpoolFile file;
    file.identity = identity_of(status);
    if (S_ISDIR(status.st_mode)) {
        file.kind = SpoolFile::Kind::folder;
        return file;
    }
    if (!S_ISREG(status.st_mode)) {
        file.kind = SpoolFile::Kind::not_a_file;
        file.what = name_of_type(status.st_mode);
        return file;
    }
    // What was looked at may have been replaced since: hence neither followed nor waited for.
    const Descriptor opened(
        ::openat(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!opened || ::fstat(opened.get(), &status) != 0) return failed();
    if (!S_ISREG(status.st_mode)) {
        file.kind = SpoolFile::Kind::not_a_file;
        file.what = name_of_type(status.st_mode);
        file.identity = identity_of(status);
        return file;
    }
    file.identity = identity_of(status);
    file.kind = SpoolFile::Kind::too_large;
    if (status.st_size > static_cast<off_t>(base::limits::record_bytes_max)) return file;
    auto bytes = read_record_bytes(opened.get());
    if (!bytes) return failed();
    if (bytes->size() > base::limits::record_bytes_max) return file;
    file.kind = SpoolFile::Kind::record;
    file.bytes = std::move(*bytes);
    return file;
}

base::Result<bool> SpoolFolder::remove(const std::string& name,
                                       const FileIdentity& identity) const {
    struct stat status{};
    if (::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return true;
        return cannot("look at", path_ + "/" + name);
    }
    if (identity_of(status) != identity) return false;
    if (::unlinkat(folder_.get(), name.c_str(), 0) != 0 && errno != ENOENT) {
        return cannot("remove", path_ + "/" + name);
    }
    return true;
}

base::Result<void> SpoolFolder::sync() const {
    if (::fsync(folder_.get()) != 0) return cannot("sync", path_);
    return {};
}

}  // namespace edgvoip::ingest
