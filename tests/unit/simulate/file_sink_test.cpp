#include "collected.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace edgvoip::simulate {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Truth call_named(const std::string& id) {
    Truth truth;
    truth.id = {id};
    return truth;
}

class FileSinkTest : public testing::Test {
protected:
    FileSinkTest() {
        std::string pattern = (fs::temp_directory_path() / "edgvoip-simulate-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~FileSinkTest() override { fs::remove_all(folder_); }

    fs::path folder_;
};

TEST_F(FileSinkTest, writes_each_record_into_its_day_and_the_truth_as_lines) {
    auto sink = FileSink::open((folder_ / "cdr").string(), (folder_ / "truth.jsonl").string());
    ASSERT_TRUE(sink);
    ASSERT_TRUE(sink->record({"a_one.cdr.json", "{\"n\":1}", at("2026-03-10T09:00:00Z")}));
    ASSERT_TRUE(sink->record({"two.cdr.json", "{\"n\":2}", at("2026-03-11T00:00:00Z")}));
    ASSERT_TRUE(sink->truth(call_named("one")));
    ASSERT_TRUE(sink->finish());
    EXPECT_EQ(sink->records(), 2);
    EXPECT_EQ(sink->calls(), 1);
    EXPECT_EQ(text_of(folder_ / "cdr/2026-03-10/0/a_one.cdr.json"), "{\"n\":1}\n");
    EXPECT_EQ(text_of(folder_ / "cdr/2026-03-11/0/two.cdr.json"), "{\"n\":2}\n");
    EXPECT_THAT(
        text_of(folder_ / "truth.jsonl"),
        testing::AllOf(testing::StartsWith("{\"call_id\":\"one\""), testing::EndsWith("}\n")));
}

TEST_F(FileSinkTest, a_busy_day_is_spread_over_folders) {
    auto sink = FileSink::open((folder_ / "cdr").string(), (folder_ / "truth.jsonl").string());
    ASSERT_TRUE(sink);
    for (int i = 0; i < 10'001; ++i) {
        const std::string name = std::to_string(i);
        ASSERT_TRUE(sink->record({name, "{}", at("2026-03-10T09:00:00Z")}));
    }
    EXPECT_TRUE(fs::exists(folder_ / "cdr/2026-03-10/0/9999"));
    EXPECT_FALSE(fs::exists(folder_ / "cdr/2026-03-10/0/10000"));
    EXPECT_TRUE(fs::exists(folder_ / "cdr/2026-03-10/1/10000"));
}

TEST_F(FileSinkTest, a_continued_simulation_appends_to_the_truth) {
    for (int i = 0; i < 2; ++i) {
        auto sink = FileSink::open((folder_ / "cdr").string(), (folder_ / "truth.jsonl").string());
        ASSERT_TRUE(sink);
        ASSERT_TRUE(sink->truth(call_named("call")));
        ASSERT_TRUE(sink->finish());
    }
    const std::string lines = text_of(folder_ / "truth.jsonl");
    EXPECT_EQ(std::ranges::count(lines, '\n'), 2);
}

TEST_F(FileSinkTest, what_cannot_be_written_is_an_error) {
    std::ofstream(folder_ / "file") << "in the way";
    const auto no_folder =
        FileSink::open((folder_ / "file").string() + "/cdr", (folder_ / "truth").string());
    ASSERT_FALSE(no_folder);
    EXPECT_EQ(no_folder.error().fault, base::Fault::unavailable);
    const auto no_truth = FileSink::open((folder_ / "cdr").string(), folder_.string());
    ASSERT_FALSE(no_truth);
    EXPECT_EQ(no_truth.error().fault, base::Fault::unavailable);
    auto sink = FileSink::open((folder_ / "cdr").string(), "/dev/full");
    ASSERT_TRUE(sink);
    ASSERT_TRUE(sink->record({"one", "{}", at("2026-03-10T09:00:00Z")}));
    fs::remove_all(folder_ / "cdr");
    const auto no_record = sink->record({"two", "{}", at("2026-03-10T09:00:00Z")});
    ASSERT_FALSE(no_record);
    EXPECT_EQ(no_record.error().fault, base::Fault::unavailable);
    EXPECT_EQ(sink->records(), 1);
    EXPECT_TRUE(sink->truth(call_named("one")));
    const auto not_flushed = sink->finish();
    ASSERT_FALSE(not_flushed);
    EXPECT_EQ(not_flushed.error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace edgvoip::simulate
