#include "w3/exports/exporter.hpp"

#include "export_scratch.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <vector>

namespace w3::exports {
namespace {

/// Exports that are made on the test's own thread, by an edgvoip that a test plays.
class ExporterTest : public testing::Test {
protected:
    Order order(Format format = Format::csv) {
        Export entry;
        entry.id = base::Uuid::random();
        entry.owner = owner_;
        entry.format = format;
        entry.created_at = clock_.now();
        entry.rows_total = 2;
        return {.entry = entry,
                .columns = {Column::call_id},
                .language = Language::italian,
                .zone = base::TimeZone::find("Europe/Rome").value(),
                .first_page =
                    read_page(R"({"items":[{"call_id":"a"}],"total":2,"next_cursor":"n"})").value(),
                .ask = [this](const std::string& target) { return ask_(target); },
                .ended = [this](const Export& ended) { told_.push_back(ended); }};
    }

    State state(const Order& made) { return all_.find(made.entry.id, owner_)->state; }

    Scratch scratch_;
    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    std::unique_ptr<base::Observer> observer_ = base::make_silent_observer();
    Owner owner_{.person = {base::Uuid::random()}, .scope = {}};
    Register all_{clock_,
                  {.per_person = 9, .at_once = 9, .kept_per_person = 9, .keep_seconds = 3600},
                  scratch_.path()};
    std::function<base::Result<http::Response>(const std::string&)> ask_ = [](const std::string&) {
        return http::Response{
            200, {}, R"({"items":[{"call_id":"=b"}],"total":2,"next_cursor":null})"};
    };
    std::vector<Export> told_;
    bool has_thread_ = true;
    Exporter exporter_{all_, scratch_.path(), clock_, *observer_, [this](const auto& work) {
                           if (has_thread_) work();
                           return has_thread_;
                       }};
};

TEST_F(ExporterTest, a_list_becomes_a_file) {
    const Order made = order();
    EXPECT_TRUE(exporter_.start(made));
    ASSERT_EQ(told_.size(), 1u);
    EXPECT_EQ(told_[0].state, State::done);
    EXPECT_EQ(told_[0].rows_done, 2);
    const std::string text = "\"call_id\"\r\n\"a\"\r\n\"'=b\"\r\n";
    EXPECT_EQ(scratch_.read("w3-export-" + made.entry.id.text()), text);
    EXPECT_EQ(told_[0].bytes, static_cast<std::int64_t>(text.size()));
}

TEST_F(ExporterTest, every_format_has_the_file_of_its_kind) {
    for (const auto& [format, begin] :
         {std::pair(Format::xlsx, "PK"), std::pair(Format::csv_italian, "\xef\xbb\xbf\"Codice\""),
          std::pair(Format::csv, "\"call_id\"")}) {
        const Order made = order(format);
        EXPECT_TRUE(exporter_.start(made));
        EXPECT_EQ(state(made), State::done);
        EXPECT_TRUE(scratch_.read("w3-export-" + made.entry.id.text()).starts_with(begin));
    }
}

TEST_F(ExporterTest, a_failure_is_told_and_leaves_no_file) {
    ask_ = [](const std::string&) { return http::Response{400, {}, ""}; };
    EXPECT_TRUE(exporter_.start(order()));
    ASSERT_EQ(told_.size(), 1u);
    EXPECT_EQ(told_[0].failure, Failure::list_changed);
    EXPECT_EQ(told_[0].rows_done, 1);
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST_F(ExporterTest, what_is_cancelled_on_the_way_ends_and_is_told_by_whoever_did_it) {
    for (const Format format : {Format::csv, Format::xlsx}) {
        const Order made = order(format);
        ask_ = [&](const std::string&) {
            all_.cancel(made.entry.id, owner_);
            return http::Response{200, {}, R"({"items":[],"total":2,"next_cursor":"m"})"};
        };
        EXPECT_TRUE(exporter_.start(made));
        EXPECT_EQ(state(made), State::cancelled);
        EXPECT_TRUE(told_.empty());
        EXPECT_EQ(scratch_.count(), 0u);
    }
}

TEST_F(ExporterTest, a_thrown_bug_ends_the_export_alone) {
    ask_ = [](const std::string&) -> base::Result<http::Response> { throw base::Bug("planted"); };
    EXPECT_TRUE(exporter_.start(order()));
    EXPECT_EQ(told_.at(0).failure, Failure::broken);
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST_F(ExporterTest, a_folder_that_cannot_be_written_to_is_told) {
    std::filesystem::remove_all(scratch_.path());
    EXPECT_TRUE(exporter_.start(order()));
    EXPECT_TRUE(exporter_.start(order(Format::xlsx)));
    ASSERT_EQ(told_.size(), 2u);
    EXPECT_EQ(told_[0].failure, Failure::not_written);
    EXPECT_EQ(told_[1].failure, Failure::not_written);
}

TEST_F(ExporterTest, without_a_thread_none_is_begun) {
    has_thread_ = false;
    EXPECT_FALSE(exporter_.start(order()));
    EXPECT_EQ(told_.at(0).failure, Failure::broken);
}

}  // namespace
}  // namespace w3::exports
