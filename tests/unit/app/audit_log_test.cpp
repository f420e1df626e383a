#include "edgvoip/app/audit/audit_log.hpp"

#include "base/ids.hpp"
#include "base/limits.hpp"
#include "event_names.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace edgvoip::app {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A clock that another thread may read while it is moved.
class MovedClock final : public base::Clock {
public:
    base::Instant now() const override { return {us}; }

    std::atomic<std::int64_t> us = base::utc_midnight({2026, 11, 28}).us;
};

class AuditLogTest : public testing::Test {
protected:
    AuditLogTest() { fs::create_directory(folder_); }
    ~AuditLogTest() override { fs::remove_all(folder_); }

    std::unique_ptr<AuditLog> start() {
        return AuditLog::start(audit_.string(), clock_, observer_).value();
    }
    fs::path file(const std::string& day) const { return audit_ / (day + ".jsonl"); }

    /// Waits until a file has so many lines.
    static void await_lines(const fs::path& path, std::ptrdiff_t count) {
        for (;;) {
            const std::string text = text_of(path);
            if (std::count(text.begin(), text.end(), '\n') >= count) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    const fs::path folder_ = fs::temp_directory_path() / base::Uuid::random().text();
    const fs::path audit_ = folder_ / "audit";
    MovedClock clock_;
    base::EventNames observer_;
};

TEST_F(AuditLogTest, lines_are_there_in_order_when_it_has_stopped) {
    auto log = start();
    EXPECT_TRUE(log->keep("one"));
    EXPECT_TRUE(log->keep("two"));
    log->stop();
    EXPECT_EQ(text_of(file("2026-11-28")), "one\ntwo\n");
    EXPECT_FALSE(log->keep("three")) << "nobody would write it";
}

TEST_F(AuditLogTest, lines_get_there_while_it_runs) {
    const auto log = start();
    EXPECT_TRUE(log->keep("one"));
    await_lines(file("2026-11-28"), 1);
    EXPECT_TRUE(log->keep("two"));
    await_lines(file("2026-11-28"), 2);
}

TEST_F(AuditLogTest, each_day_has_its_file) {
    const auto log = start();
    EXPECT_TRUE(log->keep("saturday"));
    await_lines(file("2026-11-28"), 1);
    clock_.us += 24 * 3600 * base::us_per_second;
    EXPECT_TRUE(log->keep("sunday"));
    await_lines(file("2026-11-29"), 1);
    EXPECT_EQ(text_of(file("2026-11-28")), "saturday\n");
    EXPECT_EQ(text_of(file("2026-11-29")), "sunday\n");
}

TEST_F(AuditLogTest, what_is_there_is_never_changed) {
    start()->keep("one");
    start()->keep("two");
    EXPECT_EQ(text_of(file("2026-11-28")), "one\ntwo\n");
}

TEST_F(AuditLogTest, half_a_line_of_a_killed_process_does_not_spoil_the_next) {
    start()->keep("one");
    std::ofstream(file("2026-11-28"), std::ios::app) << "{\"at\":\"2026";
    start()->keep("two");
    EXPECT_EQ(text_of(file("2026-11-28")), "one\n{\"at\":\"2026\ntwo\n");
}

TEST_F(AuditLogTest, is_readable_by_its_owner_only) {
    start();
    using fs::perms;
    EXPECT_EQ(fs::status(audit_).permissions(), perms::owner_all);
    EXPECT_EQ(fs::status(file("2026-11-28")).permissions(), perms::owner_read | perms::owner_write);
}

TEST_F(AuditLogTest, a_folder_that_cannot_be_written_stops_the_start) {
    std::ofstream(audit_) << "a file where the folder should be";
    const auto log = AuditLog::start(audit_.string(), clock_, observer_);
    ASSERT_FALSE(log.has_value());
    EXPECT_EQ(log.error().fault, base::Fault::unavailable);
    EXPECT_NE(log.error().detail.find(audit_.string()), std::string::npos);
}

TEST_F(AuditLogTest, lines_of_several_threads_are_all_there) {
    constexpr int each = 500;
    {
        const auto log = start();
        std::vector<std::thread> threads;
        threads.reserve(4);
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&log, t] {
                for (int i = 0; i < each; ++i)
                    EXPECT_TRUE(log->keep(std::to_string(t) + " " + std::to_string(i)));
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    }
    std::istringstream lines(text_of(file("2026-11-28")));
    std::vector<int> next(4, 0);
    for (int t = 0, i = 0; lines >> t >> i;)
        EXPECT_EQ(next[static_cast<std::size_t>(t)]++, i);
    EXPECT_EQ(next, std::vector<int>(4, each));
}

/// The next day's file cannot be made, since a folder has its name.
class FailingAuditLogTest : public AuditLogTest {
protected:
    std::unique_ptr<AuditLog> start_failing() {
        auto log = start();
        fs::create_directory(file("2026-11-29"));
        clock_.us += 24 * 3600 * base::us_per_second;
        EXPECT_TRUE(log->keep("waits"));
        while (observer_.count("audit_write_failed") == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return log;
    }
};

TEST_F(FailingAuditLogTest, lines_wait_until_it_works_again) {
    const auto log = start_failing();
    EXPECT_TRUE(log->keep("waits, too"));
    fs::remove(file("2026-11-29"));
    await_lines(file("2026-11-29"), 2);
    EXPECT_EQ(text_of(file("2026-11-29")), "waits\nwaits, too\n");
    EXPECT_GT(observer_.count("audit_written_again"), 0);
}

TEST_F(FailingAuditLogTest, no_more_wait_than_there_is_room_for) {
    const auto log = start_failing();
    const std::string line(base::limits::audit_waiting_bytes_max / 4, 'x');
    int taken = 0;
    while (taken < 10 && log->keep(line))
        ++taken;
    EXPECT_GE(taken, 2);
    EXPECT_LT(taken, 5);
    EXPECT_EQ(log->keep(line).error().fault, base::Fault::exhausted);
}

TEST_F(FailingAuditLogTest, what_is_lost_at_the_end_is_told) {
    const auto log = start_failing();
    log->stop();
    EXPECT_GT(observer_.count("audit_lost"), 0);
}

}  // namespace
}  // namespace edgvoip::app
