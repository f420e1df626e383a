#include "w3/api/problems.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

namespace w3::api {
namespace {

TEST(Problems, the_page_lists_exactly_them) {
    std::set<std::string> written, known;
    std::ifstream page(EDG_SOURCE_DIR "/docs/w3-operating.md");
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| `/problems/")) continue;
        const std::size_t end = line.find(" |", line.find("` | ") + 4);
        written.insert(line.substr(0, end));
    }
    for (const ProblemText& text : problem_texts()) {
        known.insert("| `" + std::string(text.type) + "` | " + std::to_string(text.status));
    }
    known.insert({"| `/problems/bad-parameters` | 400", "| `/problems/refused-values` | 422"});
    EXPECT_EQ(written, known);
}

TEST(Problems, each_is_answered_as_its_text_says) {
    http::Request request;
    request.request_id = "r-1";
    for (const ProblemText& text : problem_texts()) {
        const http::Answer answer = problem(text.kind, request);
        EXPECT_EQ(answer.status, text.status);
        const auto body = boost::json::parse(answer.body);
        EXPECT_EQ(body.at("type").as_string(), std::string(text.type));
        EXPECT_EQ(body.at("title").as_string(), std::string(text.title));
        EXPECT_EQ(body.at("detail").as_string(), std::string(text.detail));
        EXPECT_EQ(body.at("request_id").as_string(), "r-1");
    }
}

}  // namespace
}  // namespace w3::api
