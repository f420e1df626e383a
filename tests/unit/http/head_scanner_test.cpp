#include "http/head_scanner.hpp"

#include "base/limits.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

using Verdict = HeadScanner::Verdict;

/// The verdict on bytes that come one at a time, which must be that on all at once.
Verdict scanned(const std::string& bytes, HeadScanner& scanner) {
    HeadScanner at_once;
    const Verdict whole = at_once.scan(bytes);
    Verdict verdict = Verdict::incomplete;
    for (std::size_t size = 1; size <= bytes.size() && verdict == Verdict::incomplete; ++size) {
        verdict = scanner.scan(std::string_view(bytes).substr(0, size));
    }
    EXPECT_EQ(verdict, whole) << bytes;
    EXPECT_EQ(scanner.size(), at_once.size()) << bytes;
    EXPECT_EQ(scanner.refusal(), at_once.refusal()) << bytes;
    return verdict;
}

TEST(HeadScanner, EndsAtTheEmptyLineAndLeavesTheRest) {
    HeadScanner scanner;
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n";
    EXPECT_EQ(scanned(head + "\x01\nbody", scanner), Verdict::complete);
    EXPECT_EQ(scanner.size(), head.size());
}

TEST(HeadScanner, WaitsForTheEmptyLine) {
    for (const char* part : {"", "G", "GET / HTTP/1.1", "GET / HTTP/1.1\r", "GET / HTTP/1.1\r\n",
                             "GET / HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r"}) {
        HeadScanner scanner;
        EXPECT_EQ(scanned(part, scanner), Verdict::incomplete) << part;
    }
}

TEST(HeadScanner, TakesNeitherBareLineEndsNorControls) {
    const std::string start = "GET / HTTP/1.1\r\n";
    for (const std::string& bad :
         {std::string("\n"), std::string("GET / HTTP/1.1\n"), start + "Host: a\n",
          start + "Host: a\rX: b\r\n", start + "Host: a\r\r\n", start + "\n", start + "\rX",
          start + "Host: a" + std::string(1, '\0'), start + "Host: \x0b", start + "Host: \x7f",
          std::string("\x16\x03\x01")}) {
        HeadScanner scanner;
        EXPECT_EQ(scanned(bad, scanner), Verdict::refused) << bad;
        EXPECT_EQ(scanner.refusal().status, 400) << bad;
    }
    HeadScanner scanner;
    EXPECT_EQ(scanned(start + "Host:\ta\t\r\n\r\n", scanner), Verdict::complete);
}

TEST(HeadScanner, FindsAControlAtEveryPlaceOfAFieldOfAnyLength) {
    const std::string start = "GET / HTTP/1.1\r\nX: ";
    for (std::size_t size = 0; size <= 40; ++size) {
        HeadScanner sound;
        EXPECT_EQ(scanned(start + std::string(size, 'v') + "\r\n\r\n", sound), Verdict::complete);
        for (std::size_t at = 0; at < size; ++at) {
            std::string value(size, 'v');
            value[at] = '\x01';
            HeadScanner scanner;
            EXPECT_EQ(scanned(start + value + "\r\n\r\n", scanner), Verdict::refused);
            value[at] = '\t';
            HeadScanner with_tab;
            EXPECT_EQ(scanned(start + value + "\r\n\r\n", with_tab), Verdict::complete);
        }
    }
}

TEST(HeadScanner, CutsOffAtTheLastByteOfEveryLimit) {
    using namespace base::limits;
    const auto target_of = [](std::size_t bytes) {
        return "GET /" + std::string(bytes - 1, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n";
    };
    HeadScanner longest_target;
    EXPECT_EQ(scanned(target_of(http_target_bytes_max), longest_target), Verdict::complete);
    HeadScanner longer_target;
    EXPECT_EQ(scanned(target_of(http_target_bytes_max + 1), longer_target), Verdict::refused);
    EXPECT_EQ(longer_target.refusal().status, 414);

    const auto head_of = [](std::size_t bytes) {
        const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        return start + std::string(bytes - start.size() - 4, 'x') + "\r\n\r\n";
    };
    HeadScanner largest;
    EXPECT_EQ(scanned(head_of(http_header_bytes_max), largest), Verdict::complete);
    EXPECT_EQ(largest.size(), http_header_bytes_max);
    HeadScanner larger;
    EXPECT_EQ(scanned(head_of(http_header_bytes_max + 1), larger), Verdict::refused);
    EXPECT_EQ(larger.refusal().status, 431);

    const auto fields_of = [](std::size_t count) {
        std::string head = "GET / HTTP/1.1\r\n";
        for (std::size_t i = 0; i < count; ++i)
            head += "X: y\r\n";
        return head + "\r\n";
    };
    HeadScanner most_fields;
    EXPECT_EQ(scanned(fields_of(http_header_fields_max), most_fields), Verdict::complete);
    HeadScanner more_fields;
    EXPECT_EQ(scanned(fields_of(http_header_fields_max + 1), more_fields), Verdict::refused);
    EXPECT_EQ(more_fields.refusal().status, 431);
}

TEST(HeadScanner, RefusesAnEndlessRequestLineWithoutItsEnd) {
    HeadScanner scanner;
    EXPECT_EQ(scanned("GET /" + std::string(base::limits::http_header_bytes_max, 'a'), scanner),
              Verdict::refused);
    EXPECT_EQ(scanner.refusal().status, 414);
}

}  // namespace
}  // namespace http
