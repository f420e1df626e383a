#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "edgvoip/ingest/intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace edgvoip::ingest {

struct ImportCounts {
    std::int64_t read = 0;         ///< files read
    std::int64_t quarantined = 0;  ///< files that could not be understood
    IntakeCounts legs;
};

struct ImportOptions {
    std::vector<std::string> paths;  ///< files, or folders with all below them
    std::string source = "import";   ///< name the records are stored under
    /// Legs of one transaction, some more or less. While it runs nobody else can write.
    std::size_t batch_records = base::limits::import_batch_records;
    /// Told after every batch how many files of how many are done; may be empty.
    std::function<void(std::int64_t done, std::int64_t all)> progress;
};

/// Reads FreeSWITCH mod_json_cdr files, one leg each, in the order in which they were written, and
/// takes them in. What is not such a file
/// (or larger than limits::record_bytes_max) goes to quarantine with its reason, and the rest goes
/// on. Again is harmless. Fault::not_found for a path that does not exist, Fault::unavailable when
/// a file cannot be read or the store or the quarantine cannot be written: what was taken in
/// before stays.
base::Result<ImportCounts> import_freeswitch(const ImportOptions& options, Intake& intake,
                                             const Quarantine& quarantine);

}  // namespace edgvoip::ingest
