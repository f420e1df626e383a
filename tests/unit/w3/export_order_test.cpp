#include "w3/api/export_order.hpp"

#include "w3/api/export_query.hpp"
#include "w3/exports/file_name.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <string>

namespace w3::api {
namespace {

http::Request request(const std::string& body) {
    http::Request made;
    made.body = body;
    return made;
}

std::string body(const std::string& format, const std::string& columns, const std::string& query,
                 const std::string& language = "it") {
    return R"({"format":")" + format + R"(","columns":)" + columns + R"(,"query":")" + query +
           R"(","language":")" + language + "\"}";
}

/// Status and the first member that is wrong.
std::string refusal(const std::string& text) {
    const auto read = read_export_order(request(text));
    const auto* answer = std::get_if<http::Answer>(&read);
    if (answer == nullptr) return "taken";
    const auto problem = boost::json::parse(answer->body);
    return std::to_string(answer->status) + " " +
           problem.at("errors").at(0).at("parameter").as_string().c_str();
}

TEST(ExportOrder, what_is_right_is_read) {
    const auto read = read_export_order(
        request(body("csv-it", R"(["call_id","start"])", "direction=in&q=a%20b", "en")));
    const auto& order = std::get<ExportOrder>(read);
    EXPECT_EQ(order.format, exports::Format::csv_italian);
    EXPECT_EQ(order.language, exports::Language::english);
    EXPECT_EQ(order.columns,
              (std::vector<exports::Column>{exports::Column::call_id, exports::Column::start}));
    EXPECT_EQ(order.query, "direction=in&q=a%20b");
    EXPECT_EQ(refusal(body("xlsx", R"(["start"])", "")), "taken");
}

TEST(ExportOrder, what_is_wrong_is_named) {
    EXPECT_EQ(refusal(body("pdf", R"(["start"])", "")), "422 format");
    EXPECT_EQ(refusal(body("xlsx", R"(["start"])", "", "fr")), "422 language");
    EXPECT_EQ(refusal(body("xlsx", R"(["queue"])", "")), "422 columns");
    EXPECT_EQ(refusal(body("xlsx", R"(["start","start"])", "")), "422 columns");
    EXPECT_EQ(refusal(body("xlsx", "[]", "")), "400 columns");
    EXPECT_EQ(refusal(body("xlsx", "[1]", "")), "400 columns");
    EXPECT_EQ(refusal(body("xlsx", "\"start\"", "")), "400 columns");
    EXPECT_EQ(refusal(R"({"format":"xlsx","columns":["start"],"language":"it"})"), "400 query");
    EXPECT_EQ(refusal("[]"), "400 body");
}

TEST(ExportOrder, a_query_is_of_filters_and_nothing_is_cut_off_it) {
    for (const char* const query :
         {"cursor=x", "page=2", "page_size=1", "updated_since=start", "a=1&%63ursor=x"}) {
        EXPECT_EQ(refusal(body("xlsx", R"(["start"])", query)), "422 query") << query;
    }
    for (const char* const query : {"q=a b", "q=a#&direction=in", "q=\xc3\x88", "q=<a>"}) {
        EXPECT_EQ(refusal(body("xlsx", R"(["start"])", query)), "422 query") << query;
    }
}

TEST(ExportQuery, numbers_are_masked_for_the_audit) {
    EXPECT_EQ(masked_query("direction=in&number=%2B393331234567&q=333123456"),
              "direction=in number=+393331234*** q=333123***");
    EXPECT_EQ(masked_query("q=Ro"), "q=***");
    EXPECT_EQ(masked_query(""), "");
}

TEST(ExportQuery, the_files_name_says_which_days) {
    const base::TimeZone rome = base::TimeZone::find("Europe/Rome").value();
    const base::Instant now = base::instant_of(base::parse_iso8601("2026-11-28T23:30:00Z").value());
    const auto name = [&](const std::string& query, exports::Language language) {
        const QueryInterval interval = interval_of(query);
        return exports::file_name(exports::Format::xlsx, language, {interval.from, interval.to},
                                  rome, now);
    };
    const auto italian = exports::Language::italian;
    EXPECT_EQ(name("from=2026-11-01&to=2026-11-28", italian),
              "chiamate-2026-11-01-2026-11-28.xlsx");
    EXPECT_EQ(name("from=2026-10-31T23%3A00%3A00Z&to=2026-11-28T23%3A00%3A00Z", italian),
              "chiamate-2026-11-01-2026-11-28.xlsx");
    EXPECT_EQ(name("from=2026-11-28&to=2026-11-28", exports::Language::english),
              "calls-2026-11-28.xlsx");
    EXPECT_EQ(name("from=x&to=y", italian), "chiamate-2026-11-29.xlsx");
    EXPECT_EQ(name("", italian), "chiamate-2026-11-29.xlsx");
}

}  // namespace
}  // namespace w3::api
