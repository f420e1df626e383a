#include "base/observer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

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

TEST(Observer, WritesWhatWasSaidBeforeAWarningInFrontOfIt) {
    const auto observer = make_log_observer(Severity::info);
    CaptureStderr();
    observer->event(Severity::info, "first", {});
    observer->event(Severity::info, "second", {});
    observer->event(Severity::warning, "third", {});
    const std::string said = GetCapturedStderr();
    EXPECT_LT(said.find("first"), said.find("second"));
    EXPECT_LT(said.find("second"), said.find("third"));
    EXPECT_THAT(said, EndsWith("\"third\"}\n"));
}

TEST(Observer, WritesAtItsEndWhatWasGathered) {
    CaptureStderr();
    auto observer = make_log_observer(Severity::info);
    observer->event(Severity::info, "last_words", {});
    observer.reset();
    EXPECT_THAT(GetCapturedStderr(), EndsWith("\"last_words\"}\n"));
}

TEST(Observer, WritesAFullHouseAtOnce) {
    const auto observer = make_log_observer(Severity::info);
    CaptureStderr();
    const std::string large(70'000, 'x');
    observer->event(Severity::info, "large", {{"text", std::string_view(large)}});
    EXPECT_THAT(GetCapturedStderr(), HasSubstr(large));
}

TEST(Observer, WritesTheLinesOfAllThreadsWholeAndOnce) {
    constexpr int threads = 4;
    constexpr int lines = 2000;
    CaptureStderr();
    {
        const auto observer = make_log_observer(Severity::info);
        std::vector<std::jthread> speakers;
        for (int speaker = 0; speaker < threads; ++speaker) {
            speakers.emplace_back([&observer, speaker] {
                for (std::int64_t line = 0; line < lines; ++line)
                    observer->event(Severity::info, "said", {{"n", speaker * lines + line}});
            });
        }
    }
    std::istringstream said(GetCapturedStderr());
    std::set<std::string> numbers;
    for (std::string line; std::getline(said, line);) {
        const std::size_t number = line.find(R"("event":"said","n":)");
        ASSERT_NE(number, std::string::npos) << line;
        EXPECT_TRUE(numbers.insert(line.substr(number)).second) << line;
    }
    EXPECT_EQ(numbers.size(), std::size_t{threads} * lines);
}

/// What a process says on standard error while it goes on.
class Pipe {
public:
    Pipe() {
        EXPECT_EQ(::pipe(ends_.data()), 0);
        stderr_ = ::dup(STDERR_FILENO);
        ::dup2(ends_[1], STDERR_FILENO);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        ::dup2(stderr_, STDERR_FILENO);
        for (const int descriptor : {stderr_, ends_[0], ends_[1]})
            ::close(descriptor);
    }

    std::string read() const {
        std::string text(4096, '\0');
        const ssize_t bytes = ::read(ends_[0], text.data(), text.size());
        text.resize(static_cast<std::size_t>(std::max<ssize_t>(bytes, 0)));
        return text;
    }

private:
    std::array<int, 2> ends_{};
    int stderr_ = -1;
};

TEST(Observer, WritesByItselfWhatWasGathered) {
    const Pipe pipe;
    const auto observer = make_log_observer(Severity::info);
    observer->event(Severity::info, "gathered", {});
    EXPECT_THAT(pipe.read(), EndsWith("\"gathered\"}\n"));
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
