#include "base/observer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace base {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using testing::internal::CaptureStderr;
using testing::internal::GetCapturedStderr;

TEST(Observer, WritesOneJsonLineAnEvent) {
    const auto observer = make_log_observer(Severity::info);
    CaptureStderr();
    observer->event(Severity::warning, "http_request",
                    {{"path", std::string_view("/a\"b\\c\nd")},
                     {"status", std::int64_t{404}},
                     {"took", 0.25},
                     {"cached", true}});
    const std::string line = GetCapturedStderr();
    EXPECT_THAT(line, StartsWith(R"({"ts":")"));
    EXPECT_THAT(line, HasSubstr(R"("level":"warning","event":"http_request")"));
    EXPECT_THAT(line, HasSubstr(R"("path":"/a\"b\\c\u000ad")"));
    EXPECT_THAT(line, EndsWith(R"("status":404,"took":0.25,"cached":true})"
                               "\n"));
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
}

TEST(Observer, KeepsQuietBelowItsLevel) {
    const auto observer = make_log_observer(Severity::warning);
    CaptureStderr();
    observer->event(Severity::debug, "a", {});
    observer->event(Severity::info, "b", {});
    EXPECT_EQ(GetCapturedStderr(), "");
    CaptureStderr();
    observer->event(Severity::error, "c", {});
    EXPECT_THAT(GetCapturedStderr(), HasSubstr(R"("level":"error","event":"c"})"));
}

TEST(Observer, ASilentOneSaysNothing) {
    const auto observer = make_silent_observer();
    CaptureStderr();
    observer->event(Severity::error, "a", {{"b", true}});
    EXPECT_EQ(GetCapturedStderr(), "");
}

}  // namespace
}  // namespace base
