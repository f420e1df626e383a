#include "edgvoip/ingest/import.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;

base::Error cannot_read(const std::string& path, const std::string& why) {
    return base::unavailable("cannot read '" + path + "': " + why);
}

/// Every regular file of the paths, folders walked to the bottom, in a stable order.
base::Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (status.type() == fs::file_type::not_found) {
            return base::Error{base::Fault::not_found, "there is no '" + path + "'"};
        }
        if (error) return cannot_read(path, error.message());
        if (!fs::is_directory(status)) {
            files.push_back(path);
            continue;
        }
        fs::recursive_directory_iterator walk(path, error);
        for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
            if (walk->is_regular_file(error)) files.push_back(walk->path().string());
            if (error) break;
        }
        if (error) return cannot_read(path, error.message());
    }
    std::sort(files.begin(), files.end());
    return files;
}

/// At most one byte more than a record may have, which is enough to refuse the rest.
base::Result<std::string> read_record(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return cannot_read(path, std::strerror(errno));
    std::string bytes(base::limits::record_bytes_max + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad()) return cannot_read(path, std::strerror(errno));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

}  // namespace

base::Result<ImportCounts> import_freeswitch(const ImportOptions& options, Intake& intake,
                                             const Quarantine& quarantine) {
    const auto files = files_of(options.paths);
    if (!files) return files.error();

    ImportCounts counts;
    std::vector<call::LegRecord> batch;
    const auto take_batch = [&]() -> base::Result<void> {
        const auto taken = intake.take(std::exchange(batch, {}));
        if (!taken) return taken.error();
        counts.legs += *taken;
        if (options.progress) {
            options.progress(counts.read, static_cast<std::int64_t>(files->size()));
        }
        return {};
    };
    for (const std::string& path : *files) {
        const auto bytes = read_record(path);
        if (!bytes) return bytes.error();
        ++counts.read;
        auto leg = source::freeswitch::decode_json_cdr(*bytes, options.source,
                                                       fs::path(path).filename().string());
        if (leg) {
            batch.push_back(std::move(*leg));
        } else {
            ++counts.quarantined;
            const bool whole = bytes->size() <= base::limits::record_bytes_max;
            const auto kept = whole ? quarantine.keep(*bytes, path, leg.error().detail)
                                    : quarantine.keep_file(path, leg.error().detail);
            if (!kept) return kept.error();
        }
        if (batch.size() >= base::limits::import_batch_records) {
            if (const auto taken = take_batch(); !taken) return taken.error();
        }
    }
    if (const auto taken = take_batch(); !taken) return taken.error();
    return counts;
}

}  // namespace edgvoip::ingest
