#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

/// What the list behind a figure that is no count has: for each the count beside it, or what is
/// added up to it.
const std::vector<std::pair<std::string, std::vector<std::string>>> counts_behind = {
    {"answered_rate", {"answered_calls"}},
    {"avg_handle_time_sec", {"answered_calls"}},
    {"avg_ring_time_sec", {"answered_calls"}},
    {"talk_time_sec", {"answered_calls", "answered"}},
    {"aht", {"answered"}},
    {"avg_ring_sec", {"answered"}},
    {"min_mos", {"measured_calls"}},
};

class DrilldownTest : public testing::Test {
protected:
    json::value ask(const std::string& target) {
        const http::Answer answer = server.get(target, server.bearer(token));
        EXPECT_EQ(answer.status, 200) << target << answer.body;
        return json::parse(answer.body);
    }

    /// Follows every link of every drilldown in a value.
    void follow_all(const json::value& value, const std::string& asked) {
        if (const json::array* array = value.if_array()) {
            for (const json::value& one : *array)
                follow_all(one, asked);
        }
        const json::object* object = value.if_object();
        if (object == nullptr) return;
        for (const auto& [name, member] : *object) {
            if (name == "drilldown") {
                follow(member.as_object(), *object, asked);
            } else {
                follow_all(member, asked);
            }
        }
    }

    std::string token = "a";
    int followed = 0;

private:
    void follow(const json::object& links, const json::object& figures, const std::string& asked) {
        for (const auto& [name, link] : links) {
            if (const json::object* more = link.if_object()) {
                follow(*more, figures.at(name).as_object(), asked);
            } else if (const json::string* target = link.if_string()) {
                compare(std::string(name), std::string(*target), figures, asked);
            }
        }
    }

    void compare(const std::string& name, const std::string& target, const json::object& figures,
                 const std::string& asked) {
        const json::value list = ask(target);
        ++followed;
        const auto counted = count_of(name, figures);
        if (!counted) return;
        EXPECT_EQ(list.at("total").as_int64(), *counted)
            << asked << ' ' << name << ' ' << target << ' ' << json::serialize(figures);
    }

    static std::optional<std::int64_t> count_of(const std::string& name,
                                                const json::object& figures) {
        for (const auto& [figure, counts] : counts_behind) {
            if (figure != name) continue;
            for (const std::string& count : counts) {
                if (const json::value* value = figures.if_contains(count)) return value->as_int64();
            }
        }
        const json::value* value = figures.if_contains(name);
        if (value == nullptr || !value->is_int64()) return std::nullopt;
        return value->as_int64();
    }

    ServerUnderTest server;
};

constexpr const char* october = "from=2025-10-01&to=2025-10-31";

TEST_F(DrilldownTest, EveryLinkLeadsToAsManyCallsAsItsFigureSays) {
    for (const char* who : {"a", "a-roma", "a-1002", "a-roma-1002", "a-no-store", "b", "b-full"}) {
        token = who;
        for (const char* narrower :
             {"", "&store_id=none", "&store_id=5a000000-0000-4000-8000-000000000001"}) {
            for (const char* endpoint :
                 {"summary", "by-agent", "series", "series?bucket=hour", "series?bucket=month",
                  "heatmap", "qos", "qos?group_by=total", "qos?group_by=hour", "qos?group_by=store",
                  "qos?group_by=agent"}) {
                const std::string path = std::string("/api/analytics/") + endpoint;
                const char* joint = path.find('?') == std::string::npos ? "?" : "&";
                // Hours of the whole month are many, and mostly empty.
                const bool by_hour = path.ends_with("series?bucket=hour");
                const std::string target = path + joint +
                                           (by_hour ? "from=2025-10-29T14:30:00.000001Z&to="
                                                      "2025-10-29T17:00:00.5Z"
                                                    : october) +
                                           narrower;
                follow_all(ask(target), target);
            }
        }
        const std::string target = std::string("/api/analytics/by-store?") + october;
        follow_all(ask(target), target);
    }
    EXPECT_GT(followed, 1000);
}

TEST_F(DrilldownTest, OfADirectionOrAnExtensionHasIt) {
    for (const char* direction : {"in", "out", "internal"}) {
        for (const char* endpoint : {"summary", "series", "heatmap"}) {
            const std::string target = std::string("/api/analytics/") + endpoint + "?" + october +
                                       "&direction=" + direction;
            follow_all(ask(target), target);
        }
    }
    for (const char* endpoint : {"series", "heatmap", "qos"}) {
        const std::string target =
            std::string("/api/analytics/") + endpoint + "?" + october + "&ext=1002";
        follow_all(ask(target), target);
    }
    EXPECT_GT(followed, 100);
}

TEST_F(DrilldownTest, IsNullWhereTheDirectionRulesTheFigureOut) {
    const auto links = ask("/api/analytics/summary?direction=out").at("drilldown").as_object();
    for (const char* name :
         {"inbound_calls", "internal_calls", "missed_calls", "callbacks_due", "service_level"}) {
        EXPECT_TRUE(links.at(name).is_null()) << name;
    }
    for (const auto& reason : links.at("missed_by_reason").as_object())
        EXPECT_TRUE(reason.value().is_null()) << reason.key();
    EXPECT_TRUE(links.at("outbound_calls").is_string());
    EXPECT_TRUE(links.at("busy_calls").is_string());
}

TEST_F(DrilldownTest, SaysTheIntervalToTheMicrosecond) {
    const auto summary =
        ask("/api/analytics/summary?from=2025-10-29T15:00:00.000001Z&to=2025-10-29T16:00:00.25Z&"
            "store_id=none");
    EXPECT_EQ(summary.at("drilldown").at("total_calls"),
              "/api/cdr?from=2025-10-29T15:00:00.000001Z&to=2025-10-29T16:00:00.250Z&"
              "store_id=none");
}

TEST_F(DrilldownTest, IsNullForQualityThatNoListCanSay) {
    const auto agents = ask(std::string("/api/analytics/qos?group_by=agent&") + october);
    const auto& last = agents.at("items").as_array().back();
    EXPECT_TRUE(last.at("ext").is_null());
    for (const auto& link : last.at("drilldown").as_object())
        EXPECT_TRUE(link.value().is_null()) << link.key();
    const auto& first = agents.at("items").as_array().front().at("drilldown");
    EXPECT_TRUE(first.at("avg_jitter_ms").is_null());
    EXPECT_TRUE(first.at("calls").is_string());
}

}  // namespace
}  // namespace edgvoip::tests
