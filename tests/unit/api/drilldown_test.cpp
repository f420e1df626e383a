#include "edgvoip/api/drilldown.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

call::CallFilter question() {
    call::CallFilter filter;
    filter.from = base::instant_of(*base::parse_iso8601("2025-10-30T00:00:00Z"));
    filter.to = base::instant_of(*base::parse_iso8601("2025-10-31T00:00:00.5Z"));
    return filter;
}

constexpr const char* interval = "?from=2025-10-30T00:00:00Z&to=2025-10-31T00:00:00.500Z";

TEST(Drilldown, AsksTheListWhatTheQuestionAsked) {
    call::CallFilter filter = question();
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::all), std::string("/api/cdr") + interval);
    filter.without_store = true;
    filter.ext = "10 1&/ü";
    filter.direction = call::Direction::in;
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::answered),
              std::string("/api/cdr") + interval +
                  "&store_id=none&ext=10%201%26/%C3%BC&direction=in&disposition=ANSWERED");
    EXPECT_EQ(Drilldown(filter, 20).link(call::MissedReason::no_agent),
              std::string("/api/analytics/missed") + interval +
                  "&store_id=none&ext=10%201%26/%C3%BC&direction=in&missed_reason=no_agent");
}

TEST(Drilldown, ADirectionOfItsOwnStandsOnce) {
    call::CallFilter filter = question();
    const std::string in_time =
        std::string("/api/cdr") + interval + "&direction=in&disposition=ANSWERED&max_ring_sec=15";
    EXPECT_EQ(Drilldown(filter, 15).link(Behind::in_time), in_time);
    filter.direction = call::Direction::in;
    EXPECT_EQ(Drilldown(filter, 15).link(Behind::in_time), in_time);
    filter.direction = call::Direction::out;
    EXPECT_FALSE(Drilldown(filter, 15).link(Behind::in_time));
    EXPECT_FALSE(Drilldown(filter, 15).link(Behind::due));
}

TEST(Drilldown, WritesInstantsExactly) {
    call::CallFilter filter = question();
    filter.from.us += 1;
    filter.to.us += 20'000;
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00.000001Z&to=2025-10-31T00:00:00.520Z");
    filter.to.us += 345;
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00.000001Z&to=2025-10-31T00:00:00.520345Z");
}

TEST(Drilldown, StaysWithinWhatAListCanBeAsked) {
    call::CallFilter filter = question();
    filter.from.us = -base::us_per_day;
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::all),
              "/api/cdr?from=1970-01-01T00:00:00Z&to=2025-10-31T00:00:00.500Z");
    filter.to.us = -1;
    EXPECT_FALSE(Drilldown(filter, 20).link(Behind::all));
    filter = question();
    filter.to = base::utc_midnight({.year = 10'000, .month = 1, .day = 1});
    EXPECT_EQ(Drilldown(filter, 20).link(Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00Z&to=9999-12-31T23:59:59.999999Z");
}

}  // namespace
}  // namespace edgvoip::api
