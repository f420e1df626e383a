#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/store/store.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace edgvoip::ingest {

/// A folder that goes when the test ends.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

private:
    std::filesystem::path folder_;
};

/// The folder of records of a real FreeSWITCH.
std::string recorded_folder();

/// Its legs, decoded, in the order of their files; what cannot be decoded is left out.
std::vector<call::LegRecord> recorded_legs();

/// The directory of the tenants in the recordings.
std::shared_ptr<const directory::Directory> recorded_directory();

std::unique_ptr<store::Store> open_store(const std::string& path);

/// Every call of every tenant with its legs, in order of tenant, start and id.
std::vector<call::Call> all_calls(store::Store& store, const directory::Directory& directory);

}  // namespace edgvoip::ingest
