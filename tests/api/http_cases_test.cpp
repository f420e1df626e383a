#include "http_case.hpp"
#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace edgvoip::tests {
namespace {

std::vector<HttpCase> all_cases() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(EDG_SOURCE_DIR "/tests/api")) {
        if (entry.path().extension() == ".http") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    std::vector<HttpCase> cases;
    for (const std::string& file : files) {
        for (HttpCase& one : read_cases(file))
            cases.push_back(std::move(one));
    }
    return cases;
}

/// Puts tokens in the place of their `{{name}}`.
std::string filled(std::string text, const ServerUnderTest& server) {
    for (std::size_t at = text.find("{{"); at != std::string::npos; at = text.find("{{")) {
        const std::size_t end = text.find("}}", at);
        text.replace(at, end + 2 - at, server.token(text.substr(at + 2, end - at - 2)));
    }
    return text;
}

}  // namespace

/// What gtest prints of a case that fails.
void PrintTo(const HttpCase& one, std::ostream* out) {
    *out << one.file << ": " << one.title;
}

namespace {

class HttpCases : public testing::TestWithParam<HttpCase> {
protected:
    static void SetUpTestSuite() { server = std::make_unique<ServerUnderTest>(); }
    static void TearDownTestSuite() { server.reset(); }

    static std::unique_ptr<ServerUnderTest> server;
};

std::unique_ptr<ServerUnderTest> HttpCases::server;

TEST_P(HttpCases, IsAnsweredAsWritten) {
    const HttpCase& wanted = GetParam();
    SCOPED_TRACE(wanted.file + ": " + wanted.title + "\n" + wanted.method + " " + wanted.target);
    http::Headers headers = wanted.headers;
    for (auto& [name, value] : headers)
        value = filled(value, *server);

    const http::Answer answer = server->ask(wanted.method, filled(wanted.target, *server), headers);

    EXPECT_EQ(answer.status, wanted.status) << answer.body;
    for (const auto& [name, value] : wanted.expected_headers) {
        const std::string actual =
            name == "Content-Type" ? answer.content_type : header_of(answer, name).value_or("");
        EXPECT_EQ(actual, value) << name;
    }
    for (const std::string& name : wanted.absent_headers) {
        EXPECT_FALSE(header_of(answer, name)) << name;
    }
    if (wanted.expected) {
        EXPECT_EQ(difference(*wanted.expected, boost::json::parse(answer.body)), "") << answer.body;
    }
}

std::string case_name(const testing::TestParamInfo<HttpCase>& one) {
    std::string name = one.param.file + "_" + one.param.title + "_" + std::to_string(one.index);
    for (char& c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Files, HttpCases, testing::ValuesIn(all_cases()), case_name);

TEST(HttpCaseFiles, AreFound) {
    EXPECT_GT(all_cases().size(), 80U);
}

TEST(Difference, FindsWhatIsNotThere) {
    const auto says = [](const char* expected, const char* actual) {
        return difference(boost::json::parse(expected), boost::json::parse(actual));
    };
    EXPECT_EQ(says(R"({"a":1})", R"({"a":1.0,"b":2})"), "");
    EXPECT_EQ(says(R"({"a":"*"})", R"({"a":"x"})"), "");
    EXPECT_NE(says(R"({"a":"*"})", R"({"a":null})"), "");
    EXPECT_NE(says(R"({"a":1})", R"({"b":1})"), "");
    EXPECT_NE(says(R"({"a":[1]})", R"({"a":[1,2]})"), "");
    EXPECT_NE(says(R"({"a":[{"b":1}]})", R"({"a":[{"b":2}]})"), "");
    EXPECT_NE(says(R"({"$ids":["x"]})", R"({"items":[{"call_id":"y"}]})"), "");
    EXPECT_EQ(says(R"({"$errors":["x"]})", R"({"errors":[{"parameter":"x"}]})"), "");
}

}  // namespace
}  // namespace edgvoip::tests
