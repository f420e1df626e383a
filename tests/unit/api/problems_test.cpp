#include "edgvoip/api/problems.hpp"

#include "http/problem.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>
#include <vector>

namespace edgvoip::api {
namespace {

/// The cells of a Markdown table's row.
std::vector<std::string> cells_of(const std::string& row) {
    std::vector<std::string> cells;
    for (std::size_t at = 2; at < row.size();) {
        const std::size_t end = row.find(" |", at);
        if (end == std::string::npos) return {};
        cells.push_back(row.substr(at, end - at));
        at = end + 3;
    }
    return cells;
}

TEST(Problems, ThePageOfErrorsListsExactlyThem) {
    std::set<std::pair<std::string, std::string>> written, known;
    std::ifstream page(EDG_SOURCE_DIR "/docs/errors.md");
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| `/problems/")) continue;
        const auto cells = cells_of(line);
        ASSERT_EQ(cells.size(), 4U) << line;
        EXPECT_FALSE(cells[2].empty() || cells[3].empty()) << line;
        written.emplace(cells[0].substr(1, cells[0].size() - 2), cells[1]);
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
