#include "seed.hpp"
#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <map>
#include <utility>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

using Cells =
    std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::int64_t, std::int64_t>>;

/// Those that have calls: (weekday, hour) → (total, missed). Checks that all cells are there.
Cells heatmap(const ServerUnderTest& server, const std::string& query) {
    const auto answer = server.get("/api/analytics/heatmap?" + query, server.bearer("a"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    Cells cells;
    std::int64_t place = 0;
    const json::value body = json::parse(answer.body);
    for (const json::value& item : body.at("items").as_array()) {
        const std::pair key(item.at("weekday").as_int64(), item.at("hour").as_int64());
        EXPECT_EQ(key, std::pair(place / 24 + 1, place % 24));
        ++place;
        const std::pair count(item.at("total").as_int64(), item.at("missed").as_int64());
        if (count.first > 0) cells[key] = count;
    }
    EXPECT_EQ(place, 168);
    return cells;
}

TEST(Heatmap, CountsByTheClocksOfTheTenant) {
    const ServerUnderTest server;
    const Cells expected = {{{2, 23}, {1, 0}}, {{3, 0}, {1, 0}},  {{3, 16}, {1, 1}},
                            {{3, 17}, {1, 0}}, {{3, 18}, {1, 0}}, {{3, 19}, {1, 0}},
                            {{4, 10}, {1, 0}}, {{4, 11}, {1, 1}}, {{7, 2}, {1, 1}}};
    EXPECT_EQ(heatmap(server, "from=1970-01-01&to=9999-12-31"), expected);
    EXPECT_EQ(heatmap(server, "direction=out"), (Cells{{{3, 17}, {1, 0}}, {{3, 18}, {1, 0}}}));
    EXPECT_EQ(heatmap(server, "ext=1002&from=2025-10-29T15:30:00Z"),
              (Cells{{{3, 17}, {1, 0}}, {{3, 19}, {1, 0}}}));
    EXPECT_TRUE(heatmap(server, "from=2025-09-01&to=2025-09-02").empty());
}

TEST(Heatmap, TheHourThatHappensTwiceIsOneCell) {
    ServerUnderTest server;
    call::Call again = seed_calls()[6];
    again.id = {"again"};
    // 02:30 in winter time, an hour after the seeded call of 02:30 in summer time.
    again.start = instant("2025-10-26T01:30:00Z");
    again.end = {again.start.us + again.ring_sec * base::us_per_second};
    server.change({again});
    EXPECT_EQ(heatmap(server, "from=2025-10-26&to=2025-10-26"), (Cells{{{7, 2}, {2, 2}}}));
}

}  // namespace
}  // namespace edgvoip::tests
