#include "edgvoip/ingest/import.hpp"

#include "edgvoip/ingest/decoded_files.hpp"

#include <algorithm>
#include <compare>
#include <filesystem>
#include <utility>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;

base::Error cannot_read(const std::string& path, const std::string& why) {
    return base::unavailable("cannot read '" + path + "': " + why);
}

struct FoundFile {
    fs::file_time_type written;
    std::string path;

    auto operator<=>(const FoundFile&) const = default;
};

/// Every regular file below a folder.
base::Result<void> find_below(const std::string& folder, std::vector<FoundFile>& files) {
    std::error_code error;
    fs::recursive_directory_iterator walk(folder, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        if (!walk->is_regular_file(error)) continue;
        files.push_back({walk->last_write_time(error), walk->path().string()});
        if (error) break;
    }
    if (error) return cannot_read(folder, error.message());
    return {};
}

/// Every regular file of the paths, folders walked to the bottom. In the order in which they were
/// written, since the PBX writes the legs of a call one soon after the other: then most calls are
/// whole when they are stored.
base::Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<FoundFile> files;
    for (const std::string& path : paths) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (status.type() == fs::file_type::not_found) {
            return base::Error{base::Fault::not_found, "there is no '" + path + "'"};
        }
        if (error) return cannot_read(path, error.message());
        if (fs::is_directory(status)) {
            if (auto found = find_below(path, files); !found) return found.error();
            continue;
        }
        files.push_back({fs::last_write_time(path, error), path});
        if (error) return cannot_read(path, error.message());
    }
    std::sort(files.begin(), files.end());
    std::vector<std::string> ordered;
    ordered.reserve(files.size());
    for (FoundFile& file : files)
        ordered.push_back(std::move(file.path));
    return ordered;
}

base::Result<void> keep(const DecodedFile& file, const Quarantine& quarantine) {
    const std::string& reason = file.leg.error().detail;
    const auto kept = file.is_too_large ? quarantine.keep_file(file.path, reason)
                                        : quarantine.keep(file.bytes, file.path, reason);
    if (!kept) return kept.error();
    return {};
}

}  // namespace

base::Result<ImportCounts> import_freeswitch(const ImportOptions& options, Intake& intake,
                                             const Quarantine& quarantine) {
    auto files = files_of(options.paths);
    if (!files) return files.error();
    const auto all = static_cast<std::int64_t>(files->size());
    DecodedFiles decoded(std::move(*files), options.source);

    ImportCounts counts;
    std::vector<call::LegRecord> batch;
    const auto take_batch = [&]() -> base::Result<void> {
        const auto taken = intake.take(std::exchange(batch, {}));
        if (!taken) return taken.error();
        counts.legs += *taken;
        if (options.progress) options.progress(counts.read, all);
        return {};
    };
    while (counts.read < all) {
        auto part = decoded.next();
        if (!part) return part.error();
        for (DecodedFile& file : *part) {
            ++counts.read;
            if (file.leg) {
                batch.push_back(std::move(*file.leg));
            } else if (const auto kept = keep(file, quarantine); !kept) {
                return kept.error();
            } else {
                ++counts.quarantined;
            }
            if (batch.size() < options.batch_records && counts.read < all) continue;
            if (const auto taken = take_batch(); !taken) return taken.error();
        }
    }
    return counts;
}

}  // namespace edgvoip::ingest
