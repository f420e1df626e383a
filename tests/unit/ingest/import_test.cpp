#include "edgvoip/ingest/import.hpp"

#include "base/limits.hpp"
#include "edgvoip/enrich/family.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <map>
#include <utility>
#include <vector>

namespace edgvoip::ingest {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class ImportTest : public testing::Test {
protected:
    base::Result<ImportCounts> import(std::vector<std::string> paths) {
        Intake intake(*writer, directory, midnight);
        return import_freeswitch({.paths = std::move(paths), .progress = {}}, intake,
                                 Quarantine(folder.path("quarantine"), midnight));
    }
    void write(const std::string& name, const std::string& bytes) const {
        fs::create_directories(fs::path(folder.path(name)).parent_path());
        std::ofstream(folder.path(name), std::ios::binary) << bytes;
    }

    TemporaryFolder folder;
    std::shared_ptr<const directory::Directory> directory = recorded_directory();
    std::unique_ptr<store::Store> store = open_store(folder.path("calls.db"));
    std::unique_ptr<store::CallWriter> writer = store->writer().value();
};

TEST_F(ImportTest, reads_a_folder_to_the_bottom_and_again_is_harmless) {
    const auto first = import({recorded_folder()});
    ASSERT_TRUE(first) << first.error().detail;
    EXPECT_EQ(first->read,
              first->quarantined + first->legs.stored + first->legs.merged + first->legs.pending);
    const auto calls = all_calls(*store, *directory);
    EXPECT_EQ(first->legs.calls, static_cast<std::int64_t>(calls.size()));
    const auto again = import({recorded_folder()});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->legs.stored, 0);
    EXPECT_EQ(again->legs.calls, 0);
    EXPECT_EQ(all_calls(*store, *directory), calls);
}

TEST_F(ImportTest, what_cannot_be_read_goes_to_quarantine_and_the_rest_goes_on) {
    fs::create_directories(folder.path("records"));
    fs::copy_file(recorded_folder() + "/p1/a_13a6e188-31fe-4ba1-a2a9-21dd49209f38.cdr.json",
                  folder.path("records/z.cdr.json"));
    write("records/empty.cdr.json", "");
    write("records/half.cdr.json", R"({"variables":{"uuid":")");
    write("records/deep/noise.bin", std::string("\0\x01\xff\xfe", 4));
    constexpr std::size_t huge = base::limits::record_bytes_max + 1000;
    write("records/huge.cdr.json", std::string(huge, ' '));
    const auto counts = import({folder.path("records")});
    ASSERT_TRUE(counts) << counts.error().detail;
    EXPECT_EQ(counts->read, 5);
    EXPECT_EQ(counts->quarantined, 4);
    EXPECT_EQ(counts->legs.stored, 1);
    const auto files =
        std::distance(fs::directory_iterator(folder.path("quarantine")), fs::directory_iterator());
    EXPECT_EQ(files, 8) << "four inputs, each with its reason";
    std::uintmax_t largest = 0;
    for (const auto& entry : fs::directory_iterator(folder.path("quarantine"))) {
        largest = std::max(largest, entry.file_size());
    }
    EXPECT_EQ(largest, huge) << "a record too large to read is kept whole";
    EXPECT_TRUE(fs::exists(folder.path("records/half.cdr.json"))) << "an import only reads";
}

/// Two calls of two legs each, as the files that tell of them.
std::vector<std::pair<fs::path, fs::path>> two_calls() {
    std::map<std::string, fs::path> file_of;
    for (const auto& entry : fs::directory_iterator(recorded_folder() + "/p1"))
        file_of[entry.path().filename().string()] = entry.path();
    std::map<std::string, std::vector<call::LegRecord>> children;
    std::map<std::string, call::LegRecord> roots;
    for (const call::LegRecord& leg : recorded_legs()) {
        if (!file_of.contains(leg.raw_ref)) continue;
        if (enrich::is_root(leg)) {
            roots[leg.leg_id] = leg;
        } else {
            children[enrich::parent_of(leg)].push_back(leg);
        }
    }
    std::vector<std::pair<fs::path, fs::path>> calls;
    for (const auto& [id, root] : roots) {
        const auto& legs = children[id];
        if (legs.size() == 1 && !children.contains(legs[0].leg_id) && calls.size() < 2)
            calls.emplace_back(file_of.at(root.raw_ref), file_of.at(legs[0].raw_ref));
    }
    return calls;
}

TEST_F(ImportTest, takes_files_in_the_order_in_which_they_were_written) {
    const auto calls = two_calls();
    ASSERT_EQ(calls.size(), 2U);
    fs::create_directories(folder.path("records"));
    const auto begin = fs::file_time_type::clock::now();
    const auto write_at = [&](const fs::path& file, const std::string& name, int second) {
        const fs::path copy = folder.path("records/" + name + ".cdr.json");
        fs::copy_file(file, copy);
        fs::last_write_time(copy, begin + std::chrono::seconds(second));
    };
    write_at(calls[0].first, "a", 0);
    write_at(calls[1].first, "b", 2);
    write_at(calls[0].second, "c", 1);
    write_at(calls[1].second, "d", 3);
    Intake intake(*writer, directory, midnight);
    const auto counts =
        import_freeswitch({.paths = {folder.path("records")}, .batch_records = 2, .progress = {}},
                          intake, Quarantine(folder.path("quarantine"), midnight));
    ASSERT_TRUE(counts) << counts.error().detail;
    EXPECT_EQ(counts->legs.stored, 4);
    EXPECT_EQ(counts->legs.calls, 2) << "each call was written once, whole";
}

TEST_F(ImportTest, names_the_path_that_is_not_there) {
    const auto counts = import({folder.path("nowhere")});
    ASSERT_FALSE(counts);
    EXPECT_EQ(counts.error().fault, base::Fault::not_found);
    EXPECT_THAT(counts.error().detail, HasSubstr(folder.path("nowhere")));
}

TEST_F(ImportTest, progress_ends_at_all_files) {
    std::int64_t done = 0;
    std::int64_t all = 0;
    Intake intake(*writer, directory, midnight);
    ImportOptions options{.paths = {recorded_folder() + "/p2"}, .progress = {}};
    options.progress = [&](std::int64_t now_done, std::int64_t of_all) {
        EXPECT_GE(now_done, done);
        done = now_done;
        all = of_all;
    };
    const auto counts =
        import_freeswitch(options, intake, Quarantine(folder.path("quarantine"), midnight));
    ASSERT_TRUE(counts);
    EXPECT_GT(all, 10);
    EXPECT_EQ(done, all);
    EXPECT_EQ(counts->read, all);
}

}  // namespace
}  // namespace edgvoip::ingest
