#include "recorded_calls.hpp"

#include "base/ids.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace edgvoip::ingest {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
    : folder_(fs::temp_directory_path() / ("edgvoip-" + base::Uuid::random().text())) {
    fs::create_directories(folder_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string recorded_folder() {
    return EDG_SOURCE_DIR "/tests/fixtures/freeswitch/json_cdr";
}

std::vector<call::LegRecord> recorded_legs() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(recorded_folder())) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<call::LegRecord> legs;
    for (const fs::path& path : files) {
        std::ifstream file(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file),
                                std::istreambuf_iterator<char>()};
        auto leg = source::freeswitch::decode_json_cdr(bytes, "import", path.filename().string());
        if (leg) legs.push_back(std::move(*leg));
    }
    EXPECT_GT(legs.size(), 300U) << "the recordings are there";
    return legs;
}

std::shared_ptr<const directory::Directory> recorded_directory() {
    return directory::Directory::read_file(EDG_SOURCE_DIR
                                           "/tests/fixtures/freeswitch/directory.json")
        .value();
}

std::unique_ptr<store::Store> open_store(const std::string& path) {
    return store::Store::open("sqlite:" + path).value();
}

std::vector<call::Call> all_calls(store::Store& store, const directory::Directory& directory) {
    const auto reader = store.reader().value();
    std::vector<call::Call> calls;
    for (const directory::Tenant& tenant : directory.tenants()) {
        std::vector<store::CallPlace> places;
        const auto read = reader->outlines(tenant.id, [&places](const call::Outline& outline) {
            places.push_back({outline.start, outline.id});
        });
        EXPECT_TRUE(read) << read.error().detail;
        for (const store::CallPlace& place : places) {
            const auto found = reader->call_at(tenant.id, place, INT64_MAX);
            EXPECT_TRUE(found && found->has_value());
            calls.push_back((*found)->call);
        }
    }
    return calls;
}

}  // namespace edgvoip::ingest
