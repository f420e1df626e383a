#include "edgvoip/ingest/decoded_files.hpp"

#include "base/limits.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::vector<std::string> recorded_paths() {
    std::vector<std::string> paths;
    for (const auto& entry : fs::recursive_directory_iterator(recorded_folder())) {
        if (entry.is_regular_file()) paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Everything that is left; fails the test at an error.
std::vector<DecodedFile> all_of(DecodedFiles& files) {
    std::vector<DecodedFile> all;
    for (;;) {
        auto part = files.next();
        EXPECT_TRUE(part) << part.error().detail;
        if (!part || part->empty()) return all;
        std::move(part->begin(), part->end(), std::back_inserter(all));
    }
}

class DecodedFilesTest : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder.path(name), std::ios::binary) << bytes;
        return folder.path(name);
    }
    TemporaryFolder folder;
};

TEST_F(DecodedFilesTest, come_in_the_order_in_which_they_were_given) {
    std::vector<std::string> paths = recorded_paths();
    std::reverse(paths.begin(), paths.end());
    DecodedFiles files(paths, "pbx1");
    const auto all = all_of(files);
    ASSERT_EQ(all.size(), paths.size());
    std::size_t records = 0;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        EXPECT_EQ(all[i].path, paths[i]);
        if (!all[i].leg) continue;
        ++records;
        EXPECT_EQ(all[i].leg->raw_ref, fs::path(paths[i]).filename().string());
        EXPECT_EQ(all[i].leg->source, "pbx1");
        EXPECT_TRUE(all[i].bytes.empty());
    }
    EXPECT_EQ(records, recorded_legs().size());
}

TEST_F(DecodedFilesTest, none_at_all_end_at_once) {
    DecodedFiles files({}, "pbx1");
    const auto part = files.next();
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->empty());
}

TEST_F(DecodedFilesTest, what_is_no_record_comes_with_its_bytes_and_the_reason) {
    DecodedFiles files({write("half", R"({"variables":{)")}, "pbx1");
    const auto all = all_of(files);
    ASSERT_EQ(all.size(), 1U);
    ASSERT_FALSE(all[0].leg);
    EXPECT_THAT(all[0].leg.error().detail, HasSubstr("not JSON"));
    EXPECT_EQ(all[0].bytes, R"({"variables":{)");
    EXPECT_FALSE(all[0].is_too_large);
}

TEST_F(DecodedFilesTest, what_is_too_large_is_not_kept_in_memory) {
    DecodedFiles files({write("huge", std::string(base::limits::record_bytes_max + 1, ' '))},
                       "pbx1");
    const auto all = all_of(files);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_FALSE(all[0].leg);
    EXPECT_TRUE(all[0].is_too_large);
    EXPECT_TRUE(all[0].bytes.empty());
}

TEST_F(DecodedFilesTest, one_that_cannot_be_read_is_told_in_its_turn) {
    std::vector<std::string> paths = recorded_paths();
    paths.push_back(folder.path("nowhere"));
    DecodedFiles files(paths, "pbx1");
    std::size_t seen = 0;
    for (;;) {
        const auto part = files.next();
        if (!part) {
            EXPECT_EQ(part.error().fault, base::Fault::unavailable);
            EXPECT_THAT(part.error().detail, HasSubstr(folder.path("nowhere")));
            break;
        }
        ASSERT_FALSE(part->empty()) << "the fault was passed over";
        seen += part->size();
    }
    EXPECT_LT(seen, paths.size());
    EXPECT_GT(seen, 0U);
}

TEST_F(DecodedFilesTest, may_be_left_before_the_end) {
    // Far more than are decoded ahead.
    const std::vector<std::string> paths(40'000, recorded_paths().front());
    DecodedFiles files(paths, "pbx1");
    const auto part = files.next();
    ASSERT_TRUE(part);
    EXPECT_LT(part->size(), paths.size());
}

}  // namespace
}  // namespace edgvoip::ingest
