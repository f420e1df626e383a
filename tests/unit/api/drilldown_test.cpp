#include "edgvoip/api/drilldown.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace edgvoip::api {
namespace {

call::CallFilter question() {
    call::CallFilter filter;
    filter.from = base::instant_of(*base::parse_iso8601("2025-10-30T00:00:00Z"));
    filter.to = base::instant_of(*base::parse_iso8601("2025-10-31T00:00:00.5Z"));
    return filter;
}

/// The only link that is written; nothing for `null`.
std::optional<std::string> written(const std::function<void(http::JsonWriter&)>& write) {
    std::string text;
    http::JsonWriter json(text);
    json.begin_object();
    write(json);
    json.end_object();
    const boost::json::value links = boost::json::parse(text);
    const boost::json::value& link = links.as_object().begin()->value();
    if (link.is_null()) return std::nullopt;
    return std::string(std::string_view(link.as_string()));
}

std::optional<std::string> link_of(const Drilldown& drilldown, Behind behind) {
    return written(
        [&](http::JsonWriter& json) { drilldown.write_members(json, {{"figure", behind}}); });
}

std::optional<std::string> link_of(const Drilldown& drilldown, call::MissedReason reason) {
    return written(
        [&](http::JsonWriter& json) { drilldown.write_members(json, std::span(&reason, 1)); });
}

constexpr const char* interval = "?from=2025-10-30T00:00:00Z&to=2025-10-31T00:00:00.500Z";

TEST(Drilldown, AsksTheListWhatTheQuestionAsked) {
    call::CallFilter filter = question();
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::all), std::string("/api/cdr") + interval);
    filter.without_store = true;
    filter.ext = "10 1&/ü";
    filter.direction = call::Direction::in;
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::answered),
              std::string("/api/cdr") + interval +
                  "&store_id=none&ext=10%201%26/%C3%BC&direction=in&disposition=ANSWERED");
    EXPECT_EQ(link_of(Drilldown(filter, 20), call::MissedReason::no_agent),
              std::string("/api/analytics/missed") + interval +
                  "&store_id=none&ext=10%201%26/%C3%BC&direction=in&missed_reason=no_agent");
}

TEST(Drilldown, ADirectionOfItsOwnStandsOnce) {
    call::CallFilter filter = question();
    const std::string in_time =
        std::string("/api/cdr") + interval + "&direction=in&disposition=ANSWERED&max_ring_sec=15";
    EXPECT_EQ(link_of(Drilldown(filter, 15), Behind::in_time), in_time);
    filter.direction = call::Direction::in;
    EXPECT_EQ(link_of(Drilldown(filter, 15), Behind::in_time), in_time);
    filter.direction = call::Direction::out;
    EXPECT_FALSE(link_of(Drilldown(filter, 15), Behind::in_time));
    EXPECT_FALSE(link_of(Drilldown(filter, 15), Behind::due));
}

TEST(Drilldown, WritesInstantsExactly) {
    call::CallFilter filter = question();
    filter.from.us += 1;
    filter.to.us += 20'000;
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00.000001Z&to=2025-10-31T00:00:00.520Z");
    filter.to.us += 345;
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00.000001Z&to=2025-10-31T00:00:00.520345Z");
}

TEST(Drilldown, StaysWithinWhatAListCanBeAsked) {
    call::CallFilter filter = question();
    filter.from.us = -base::us_per_day;
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::all),
              "/api/cdr?from=1970-01-01T00:00:00Z&to=2025-10-31T00:00:00.500Z");
    filter.to.us = -1;
    EXPECT_FALSE(link_of(Drilldown(filter, 20), Behind::all));
    filter = question();
    filter.to = base::utc_midnight({.year = 10'000, .month = 1, .day = 1});
    EXPECT_EQ(link_of(Drilldown(filter, 20), Behind::all),
              "/api/cdr?from=2025-10-30T00:00:00Z&to=9999-12-31T23:59:59.999999Z");
}

}  // namespace
}  // namespace edgvoip::api
