#include "w3/api/export_json.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace w3::api {
namespace {

boost::json::value written(const exports::Export& entry) {
    std::string text;
    http::JsonWriter json(text);
    write_export(json, entry);
    return boost::json::parse(text);
}

TEST(ExportJson, one_that_runs_has_neither_size_nor_problem) {
    exports::Export entry;
    entry.rows_total = 7;
    const auto json = written(entry).as_object();
    EXPECT_EQ(json.at("state"), "running");
    EXPECT_EQ(json.at("rows_total"), 7);
    EXPECT_FALSE(json.contains("bytes"));
    EXPECT_FALSE(json.contains("problem"));
}

TEST(ExportJson, one_that_failed_says_why_for_programs_and_for_people) {
    for (const exports::FailureText& text : exports::failure_texts()) {
        exports::Export entry;
        entry.state = exports::State::failed;
        entry.failure = text.failure;
        const auto problem = written(entry).at("problem");
        EXPECT_EQ(problem.at("reason").as_string(), text.name);
        EXPECT_FALSE(problem.at("title").as_string().empty());
        EXPECT_FALSE(problem.at("detail").as_string().empty());
    }
}

}  // namespace
}  // namespace w3::api
