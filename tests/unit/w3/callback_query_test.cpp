#include "w3/api/callback_query.hpp"

#include <gtest/gtest.h>

namespace w3::api {
namespace {

base::Instant at(std::string_view text) {
    return base::instant_of(base::parse_iso8601(text).value());
}

class CallbackPeriodTest : public testing::Test {
protected:
    Period read(std::string_view query) {
        http::QueryParameters parameters(query);
        const Period period =
            read_period(parameters, base::TimeZone::find("Europe/Rome").value(), now_);
        errors_ = parameters.errors();
        return period;
    }

    const base::Instant now_ = at("2026-11-28T10:00:00Z");
    std::vector<http::ParameterError> errors_;
};

TEST_F(CallbackPeriodTest, is_the_last_seven_days_when_nothing_is_said) {
    const Period period = read("");
    EXPECT_EQ(period.from, at("2026-11-21T10:00:00Z"));
    EXPECT_EQ(period.to, now_);
    EXPECT_TRUE(errors_.empty());
}

TEST_F(CallbackPeriodTest, days_are_those_of_the_zone_and_the_last_one_is_within) {
    const Period period = read("from=2026-10-25&to=2026-10-25");
    EXPECT_EQ(period.from, at("2026-10-24T22:00:00Z"));
    EXPECT_EQ(period.to, at("2026-10-25T23:00:00Z")) << "a day of 25 hours";
    EXPECT_TRUE(errors_.empty());
}

TEST_F(CallbackPeriodTest, instants_are_taken_as_they_are) {
    const Period period = read("from=2026-11-01T08:00&to=2026-11-01T08:00:00Z");
    EXPECT_EQ(period.from, at("2026-11-01T07:00:00Z"));
    EXPECT_EQ(period.to, at("2026-11-01T08:00:00Z"));
    EXPECT_EQ(read("to=2026-11-10T00:00Z").from, at("2026-11-03T00:00:00Z"));
}

TEST_F(CallbackPeriodTest, what_is_no_period_is_named) {
    for (const auto& [query, name] : {std::pair("from=yesterday", "from"),
                                      {"to=2026-13-01", "to"},
                                      {"from=2026-11-02&to=2026-11-01", "from"},
                                      {"from=2027-01-01", "from"},
                                      {"from=2026-11-01T08:00Z&to=2026-11-01T08:00Z", "from"}}) {
        read(query);
        ASSERT_EQ(errors_.size(), 1u) << query;
        EXPECT_EQ(errors_[0].parameter, name);
    }
}

}  // namespace
}  // namespace w3::api
