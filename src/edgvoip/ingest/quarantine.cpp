#include "edgvoip/ingest/quarantine.hpp"

#include "edgvoip/ingest/descriptor.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;

base::Error cannot_write(const std::string& path) {
    return base::unavailable("cannot write to the quarantine '" + path +
                             "': " + std::strerror(errno));
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) continue;
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

constexpr fs::perms service_only = fs::perms::owner_read | fs::perms::owner_write;

base::Result<void> rename_finished(const std::string& unfinished, const std::string& path) {
    if (std::rename(unfinished.c_str(), path.c_str()) != 0) return cannot_write(path);
    return {};
}

/// Writes beside the target and renames, so that a reader never sees half a file.
base::Result<void> write_durably(const std::string& path, std::string_view bytes) {
    const std::string unfinished = path + ".part";
    {
        const Descriptor file(
            ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file || !write_all(file.get(), bytes) || ::fsync(file.get()) != 0) {
            return cannot_write(unfinished);
        }
    }
    return rename_finished(unfinished, path);
}

base::Result<void> sync_folder(const std::string& folder) {
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!file || ::fsync(file.get()) != 0) return cannot_write(folder);
    return {};
}

std::string fingerprint(std::string_view bytes) {
    char text[17];
    std::snprintf(text, sizeof text, "%016zx", std::hash<std::string_view>{}(bytes));
    return text;
}

/// The last part of a path, made safe as a file name.
std::string safe_name(std::string_view origin) {
    std::string name = fs::path(origin).filename().string().substr(0, 128);
    for (char& c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!plain) c = '_';
    }
    return name.empty() ? "record" : name;
}

}  // namespace

base::Result<std::string> Quarantine::keep(std::string_view bytes, std::string_view origin,
                                           std::string_view reason) const {
    return keep_as(safe_name(origin) + "." + fingerprint(bytes), origin, bytes.size(), reason,
                   [bytes](const std::string& path) { return write_durably(path, bytes); });
}

base::Result<std::string> Quarantine::keep_file(const std::string& path,
                                                std::string_view reason) const {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) return base::unavailable("cannot read '" + path + "': " + error.message());
    const auto copy = [&path](const std::string& target) -> base::Result<void> {
        std::error_code failure;
        const std::string unfinished = target + ".part";
        fs::copy_file(path, unfinished, fs::copy_options::overwrite_existing, failure);
        if (!failure) fs::permissions(unfinished, service_only, failure);
        const Descriptor file(::open(unfinished.c_str(), O_RDONLY | O_CLOEXEC));
        if (failure) errno = failure.value();
        if (failure || !file || ::fsync(file.get()) != 0) return cannot_write(unfinished);
        return rename_finished(unfinished, target);
    };
    // Its bytes are too many to look at twice: place and size tell one such file from another.
    return keep_as(safe_name(path) + "." + fingerprint(path + "/" + std::to_string(size)), path,
                   size, reason, copy);
}

base::Result<std::string> Quarantine::keep_as(const std::string& name, std::string_view origin,
                                              std::uintmax_t size, std::string_view reason,
                                              const WriteInput& write_input) const {
    std::error_code error;
    const bool made = fs::create_directories(folder_, error);
    if (made) fs::permissions(folder_, fs::perms::owner_all, error);
    if (error) {
        errno = error.value();
        return cannot_write(folder_);
    }
    if (made) {
        const std::string above = fs::absolute(folder_, error).parent_path().string();
        if (const auto synced = sync_folder(above); !synced) return synced.error();
    }
    const std::string path = folder_ + "/" + name;
    if (fs::exists(path + ".reason", error)) {
        // It may be here without being durable: what failed the last time was this very sync.
        if (const auto synced = sync_folder(folder_); !synced) return synced.error();
        return path;
    }
    if (const auto written = write_input(path); !written) return written.error();
    const std::string why = "when: " + base::to_iso8601(clock_.now()) +
                            "\nfrom: " + std::string(origin) + "\nbytes: " + std::to_string(size) +
                            "\nreason: " + std::string(reason) + "\n";
    if (const auto written = write_durably(path + ".reason", why); !written) {
        return written.error();
    }
    if (const auto synced = sync_folder(folder_); !synced) return synced.error();
    return path;
}

}  // namespace edgvoip::ingest
