#include "edgvoip/api/problems.hpp"

#include "http/problem.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

namespace edgvoip::api {
namespace {

TEST(Problems, ThePageOfErrorsListsExactlyThem) {
    std::set<std::pair<std::string, std::string>> written, known;
    std::ifstream page(EDG_SOURCE_DIR "/docs/errors.md");
    const std::regex row(R"(\| `(/problems/[a-z-]+)` \| (\d+) \| .+ \| .+ \|)");
    for (std::string line; std::getline(page, line);) {
        std::smatch match;
        if (std::regex_match(line, match, row)) written.emplace(match[1], match[2]);
    }
    for (const ProblemText& text : problem_texts()) {
        known.emplace(text.type, std::to_string(text.status));
    }
    known.emplace("/problems/bad-parameters", "400");
    EXPECT_EQ(written, known);
    const auto bad = boost::json::parse(http::bad_parameters({{"x", "is bad"}}, "r").body);
    EXPECT_EQ(bad.at("type").as_string(), "/problems/bad-parameters");
}

TEST(Problems, EachIsAnsweredAsItsTextSays) {
    http::Request request;
    request.request_id = "r-1";
    for (const ProblemText& text : problem_texts()) {
        const http::Answer answer = problem(text.kind, request);
        EXPECT_EQ(answer.status, text.status);
        EXPECT_EQ(answer.content_type, "application/problem+json");
        const auto body = boost::json::parse(answer.body);
        EXPECT_EQ(body.at("type").as_string(), std::string(text.type));
        EXPECT_EQ(body.at("title").as_string(), std::string(text.title));
        EXPECT_EQ(body.at("status").as_int64(), text.status);
        EXPECT_EQ(body.at("detail").as_string(), std::string(text.detail));
        EXPECT_EQ(body.at("request_id").as_string(), "r-1");
    }
}

}  // namespace
}  // namespace edgvoip::api
