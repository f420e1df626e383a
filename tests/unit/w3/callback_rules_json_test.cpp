#include "w3/api/callback_rules_json.hpp"

#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <utility>

namespace w3::api {
namespace {

using callbacks::Settings;
using callbacks::StoreRules;

constexpr const char* const settings_text = R"({"sla_minutes":30,"contact_min_sec":20,"null_sec":6,
    "attempts_max":3,"attempts_gap_minutes":120,"is_automatic":true,"is_one_list":false,
    "has_figures_of_people":true})";

constexpr const char* const rules_text =
    R"({"week":[[{"from":"09:00","to":"13:00"},{"from":"15:30","to":"24:00"}],[],[],[],[],[],[]],)"
    R"("days":[{"date":"2026-12-20","ranges":[{"from":"00:00","to":"00:01"}]},)"
    R"({"date":"2026-12-25","ranges":[]}],)"
    R"("rests_on_holidays":false,"patron":"06-29","sla_minutes":15,"is_automatic":null})";

std::string with(std::string text, std::string_view part, std::string_view replacement) {
    const std::size_t at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part;
    return text.replace(at, part.size(), replacement);
}

StoreRules known_rules() {
    StoreRules rules;
    rules.hours = {};
    rules.hours.week[0] = {{540, 780}, {930, 1440}};
    rules.hours.days[{2026, 12, 20}] = {{0, 1}};
    rules.hours.days[{2026, 12, 25}] = {};
    rules.hours.rests_on_holidays = false;
    rules.hours.patron = callbacks::YearDay{6, 29};
    rules.sla_minutes = 15;
    return rules;
}

/// Reads a store's rules and names the members with which something is wrong.
std::vector<std::string> rejected(const std::string& text) {
    JsonBody body(text);
    read_store_rules(body);
    std::vector<std::string> names;
    for (const http::ParameterError& error : body.errors()) {
        if (names.empty() || names.back() != error.parameter) names.push_back(error.parameter);
    }
    return names;
}

TEST(CallbackRulesJson, settings_are_read) {
    JsonBody body(settings_text);
    const Settings expected{.is_automatic = true, .has_figures_of_people = true};
    EXPECT_EQ(read_settings(body), expected);
    EXPECT_TRUE(body.errors().empty());
}

TEST(CallbackRulesJson, a_setting_that_is_missing_or_wrong_is_named) {
    const std::string most_minutes = std::to_string(limits::callback_minutes_max);
    for (const auto& [name, part, wrong] :
         {std::tuple("sla_minutes", R"("sla_minutes":30,)", ""),
          {"sla_minutes", R"("sla_minutes":30)", R"("sla_minutes":0)"},
          {"sla_minutes", R"("sla_minutes":30)", R"("sla_minutes":43201)"},
          {"contact_min_sec", R"("contact_min_sec":20)", R"("contact_min_sec":-1)"},
          {"contact_min_sec", R"("contact_min_sec":20)", R"("contact_min_sec":3601)"},
          {"null_sec", R"("null_sec":6)", R"("null_sec":"6")"},
          {"attempts_max", R"("attempts_max":3)", R"("attempts_max":21)"},
          {"attempts_gap_minutes", R"("attempts_gap_minutes":120)", R"("attempts_gap_minutes":0)"},
          {"is_automatic", R"("is_automatic":true)", R"("is_automatic":null)"},
          {"is_one_list", R"("is_one_list":false,)", ""},
          {"has_figures_of_people", R"("has_figures_of_people":true)",
           R"("has_figures_of_people":1)"}}) {
        JsonBody body(with(settings_text, part, wrong));
        read_settings(body);
        const auto errors = body.errors();
        ASSERT_EQ(errors.size(), 1u) << wrong;
        EXPECT_EQ(errors[0].parameter, name);
    }
    JsonBody least(with(settings_text, R"("sla_minutes":30)", R"("sla_minutes":)" + most_minutes));
    EXPECT_EQ(read_settings(least).sla_minutes, limits::callback_minutes_max);
    EXPECT_TRUE(least.errors().empty());
}

TEST(CallbackRulesJson, the_rules_of_a_store_are_read) {
    JsonBody body(rules_text);
    EXPECT_EQ(read_store_rules(body), known_rules());
    EXPECT_TRUE(body.errors().empty());
    JsonBody bare(
        R"({"week":[[],[],[],[],[],[],[]],"days":[],"rests_on_holidays":true,"patron":null,)"
        R"("sla_minutes":null,"is_automatic":false})");
    StoreRules expected;
    expected.hours = {};
    expected.is_automatic = false;
    EXPECT_EQ(read_store_rules(bare), expected);
    EXPECT_TRUE(bare.errors().empty());
}

TEST(CallbackRulesJson, what_is_wrong_with_a_store_is_named) {
    using Names = std::vector<std::string>;
    for (const char* const time : {"9:00", "09.00", "09:60", "24:01", "aa:00", "09:0", "-1:00", ""})
        EXPECT_EQ(rejected(with(rules_text, "09:00", time)), Names{"week"}) << time;
    for (const auto& [name, part, wrong] :
         {std::tuple("week", R"("week":[[)", R"("week":[[],[)"),
          {"week", R"("to":"13:00")", R"("to":"09:00")"},
          {"week", R"("from":"15:30")", R"("from":"13:00")"},
          {"week", R"("from":"15:30")", R"("from":"15:30","open":true)"},
          {"week", R"([{"from":"09:00","to":"13:00"})", R"([1)"},
          {"days", R"("date":"2026-12-25")", R"("date":"2026-12-20")"},
          {"days", R"("date":"2026-12-25")", R"("date":"2026-02-30")"},
          {"days", R"("date":"2026-12-25")", R"("date":"25/12/2026")"},
          {"days", R"("date":"2026-12-25",)", ""},
          {"days", R"("to":"00:01")", R"("to":"00:00")"},
          {"rests_on_holidays", R"("rests_on_holidays":false,)", ""},
          {"patron", R"("patron":"06-29",)", ""},
          {"patron", R"("patron":"06-29")", R"("patron":"06-31")"},
          {"patron", R"("patron":"06-29")", R"("patron":"6-29")"},
          {"sla_minutes", R"("sla_minutes":15,)", ""},
          {"sla_minutes", R"("sla_minutes":15)", R"("sla_minutes":0)"},
          {"is_automatic", R"(,"is_automatic":null)", ""},
          {"is_automatic", R"("is_automatic":null)", R"("is_automatic":"yes")"},
          {"open", R"("patron")", R"("open":true,"patron")"}}) {
        EXPECT_EQ(rejected(with(rules_text, part, wrong)), Names{name}) << wrong;
    }
    EXPECT_EQ(rejected("{}"), (Names{"week", "days", "rests_on_holidays", "patron", "sla_minutes",
                                     "is_automatic"}));
}

TEST(CallbackRulesJson, a_patron_may_be_celebrated_on_the_leap_day) {
    JsonBody body(with(rules_text, "06-29", "02-29"));
    EXPECT_EQ(read_store_rules(body).hours.patron, (callbacks::YearDay{2, 29}));
    EXPECT_TRUE(body.errors().empty());
}

TEST(CallbackRulesJson, no_more_ranges_and_days_are_taken_than_a_store_may_have) {
    std::string ranges;
    for (std::size_t i = 0; i <= limits::day_ranges_max; ++i) {
        const std::string hour = "1" + std::to_string(i);
        ranges += R"({"from":")" + hour + R"(:00","to":")" + hour + R"(:30"},)";
    }
    EXPECT_EQ(rejected(with(rules_text, R"({"from":"09:00","to":"13:00"},)", ranges)),
              std::vector<std::string>{"week"});
    std::string days;
    base::LocalDate day{2027, 1, 1};
    for (std::size_t i = 0; i < limits::calendar_days_max; ++i, day = base::next_day(day)) {
        const std::string text = base::to_iso8601(base::utc_midnight(day));
        days += R"({"date":")" + text.substr(0, text.find('T')) + R"(","ranges":[]},)";
    }
    EXPECT_EQ(
        rejected(with(rules_text, R"({"date":"2026-12-20")", days + R"({"date":"2026-12-20")")),
        std::vector<std::string>{"days"});
}

TEST(CallbackRulesJson, rules_are_written_as_they_are_read) {
    callbacks::Rules rules;
    rules.settings.has_figures_of_people = true;
    rules.usual = known_rules();
    const base::StoreId shop{base::Uuid::parse("6f1d0a4e-0000-4000-8000-0000000000a1").value()};
    rules.stores[shop].hours = {};
    rules.stores[shop].is_automatic = true;
    std::string text;
    http::JsonWriter json(text);
    write_rules(json, rules);
    EXPECT_EQ(
        text,
        R"({"settings":{"sla_minutes":30,"contact_min_sec":20,"null_sec":6,"attempts_max":3,)"
        R"("attempts_gap_minutes":120,"is_automatic":true,"is_one_list":false,)"
        R"("has_figures_of_people":true},"usual":)" +
            std::string(rules_text) +
            R"(,"stores":[{"store_id":"6f1d0a4e-0000-4000-8000-0000000000a1",)"
            R"("week":[[],[],[],[],[],[],[]],"days":[],"rests_on_holidays":true,"patron":null,)"
            R"("sla_minutes":null,"is_automatic":true}]})");
}

}  // namespace
}  // namespace w3::api
