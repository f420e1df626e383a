#include "edgvoip/ingest/quarantine.hpp"

#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sys/stat.h>

namespace edgvoip::ingest {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

const base::FixedClock noon{{1'795'435'200'000'000}};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::ptrdiff_t files_in(const std::string& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

TEST(Quarantine, keeps_the_bytes_and_says_when_whence_and_why) {
    const TemporaryFolder folder;
    const Quarantine quarantine(folder.path("q"), noon);
    const std::string bytes("{broken\0\xff", 9);
    const auto kept = quarantine.keep(bytes, "/spool/a_1.cdr.json", "is not JSON");
    ASSERT_TRUE(kept) << kept.error().detail;
    EXPECT_EQ(content_of(*kept), bytes);
    const std::string reason = content_of(*kept + ".reason");
    EXPECT_THAT(reason, HasSubstr("from: /spool/a_1.cdr.json\n"));
    EXPECT_THAT(reason, HasSubstr("reason: is not JSON\n"));
    EXPECT_THAT(reason, HasSubstr("when: 2026-11-23T12:00:00Z\n"));
}

TEST(Quarantine, is_for_the_service_only) {
    const TemporaryFolder folder;
    const Quarantine quarantine(folder.path("q"), noon);
    const auto kept = quarantine.keep("x", "record", "why");
    ASSERT_TRUE(kept);
    EXPECT_EQ(fs::status(folder.path("q")).permissions(), fs::perms::owner_all);
    const auto only_owner = fs::perms::owner_read | fs::perms::owner_write;
    EXPECT_EQ(fs::status(*kept).permissions(), only_owner);
    EXPECT_EQ(fs::status(*kept + ".reason").permissions(), only_owner);
}

TEST(Quarantine, the_same_input_is_kept_once_and_another_beside_it) {
    const TemporaryFolder folder;
    const Quarantine quarantine(folder.path("q"), noon);
    const auto first = quarantine.keep("x", "record", "why");
    const auto again = quarantine.keep("x", "record", "why");
    const auto other = quarantine.keep("y", "record", "why");
    ASSERT_TRUE(first && again && other);
    EXPECT_EQ(*first, *again);
    EXPECT_NE(*first, *other);
    EXPECT_EQ(files_in(folder.path("q")), 4);
}

TEST(Quarantine, a_name_cannot_leave_the_folder) {
    const TemporaryFolder folder;
    const Quarantine quarantine(folder.path("q"), noon);
    for (const char* origin : {"../../etc/passwd", "..", "/", "a/\nb", "", "name with spaces"}) {
        const auto kept = quarantine.keep("x", origin, "why");
        ASSERT_TRUE(kept) << origin;
        EXPECT_EQ(fs::path(*kept).parent_path(), folder.path("q")) << origin;
        EXPECT_TRUE(fs::is_regular_file(*kept)) << origin;
    }
}

TEST(Quarantine, says_which_folder_cannot_be_written) {
    const TemporaryFolder folder;
    std::ofstream(folder.path("file")) << "in the way";
    const Quarantine quarantine(folder.path("file"), noon);
    const auto kept = quarantine.keep("x", "record", "why");
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().fault, base::Fault::unavailable);
    EXPECT_THAT(kept.error().detail, HasSubstr(folder.path("file")));
}

}  // namespace
}  // namespace edgvoip::ingest
