#include "edgvoip/api/cursor.hpp"

#include "base/limits.hpp"
#include "seed.hpp"
#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;

class CursorTest : public testing::Test {
protected:
    json::value ask(const std::string& query, const std::string& token = "a") {
        const auto answer = server.get("/api/cdr?" + query, server.bearer(token));
        EXPECT_EQ(answer.status, 200) << query << answer.body;
        link = header_of(answer, "Link").value_or("");
        return json::parse(answer.body);
    }
    static std::vector<std::string> ids(const json::value& page) {
        std::vector<std::string> all;
        for (const json::value& item : page.at("items").as_array())
            all.emplace_back(item.at("call_id").as_string());
        return all;
    }
    static std::string next_of(const json::value& page) {
        return std::string(page.at("next_cursor").as_string());
    }
    std::vector<std::string> walk(const std::string& query, const std::string& token = "a") {
        json::value page = ask(query, token);
        std::vector<std::string> all = ids(page);
        while (!page.at("next_cursor").is_null()) {
            page = ask("cursor=" + next_of(page), token);
            for (std::string& id : ids(page))
                all.push_back(std::move(id));
        }
        return all;
    }
    void expect_bad(const std::string& query, const std::string& parameter,
                    const std::string& token = "a") {
        const auto answer = server.get("/api/cdr?" + query, server.bearer(token));
        EXPECT_EQ(answer.status, 400) << query;
        const auto errors = json::parse(answer.body).at("errors").as_array();
        ASSERT_EQ(errors.size(), 1U) << answer.body;
        EXPECT_EQ(errors[0].at("parameter").as_string(), parameter) << answer.body;
    }
    static call::Call seeded(std::string_view id) {
        for (const call::Call& call : seed_calls()) {
            if (call.id.text == id) return call;
        }
        throw std::runtime_error("no such call");
    }

    ServerUnderTest server;
    std::string link;
};

TEST_F(CursorTest, WalksThroughTheListInItsOrder) {
    for (const char* sort : {"-start_ts", "start_ts", "-billsec", "billsec", "mos"}) {
        const std::string query = std::string("sort=") + sort;
        EXPECT_EQ(walk(query + "&page_size=2"), ids(ask(query))) << sort;
    }
    EXPECT_EQ(walk("direction=in&page_size=4"), ids(ask("direction=in")));
    EXPECT_EQ(walk("page_size=1", "a-roma"), ids(ask("page_size=50", "a-roma")));
    EXPECT_EQ(walk("page_size=1&q=0%25", "a"), ids(ask("q=0%25", "a")));
}

TEST_F(CursorTest, IsNullWhereTheListEnds) {
    EXPECT_TRUE(ask("page_size=9").at("next_cursor").is_null());
    EXPECT_TRUE(ask("page_size=2&page=5").at("next_cursor").is_null());
    EXPECT_TRUE(ask("page_size=2&page=9").at("next_cursor").is_null());
    EXPECT_TRUE(ask("ext=9999").at("next_cursor").is_null());
    EXPECT_TRUE(ask("page_size=8").at("next_cursor").is_string());
}

TEST_F(CursorTest, SaysWhereInTheListItIsAndLinksOn) {
    const json::value first = ask("page_size=2&direction=in");
    const json::value second = ask("cursor=" + next_of(first));
    EXPECT_EQ(second.at("total").as_int64(), 6);
    EXPECT_EQ(second.at("page").as_int64(), 2);
    EXPECT_EQ(second.at("page_size").as_int64(), 2);
    EXPECT_EQ(link, "</api/cdr?page_size=2&direction=in&page=1>; rel=\"first\", </api/cdr?cursor=" +
                        next_of(second) + ">; rel=\"next\"");
    const json::value third = ask("cursor=" + next_of(second));
    EXPECT_TRUE(third.at("next_cursor").is_null());
    EXPECT_EQ(link, "</api/cdr?page_size=2&direction=in&page=1>; rel=\"first\"");
}

TEST_F(CursorTest, APageInTheMiddleLeadsOnToo) {
    const json::value page = ask("page_size=3&page=2");
    EXPECT_EQ(ids(ask("cursor=" + next_of(page))), ids(ask("page_size=3&page=3")));
}

TEST_F(CursorTest, MayStandBesideTheSameParametersOnly) {
    const std::string query = "page_size=2&direction=in&from=2025-10-01&q=%2B39";
    const std::string cursor = "&cursor=" + next_of(ask(query));
    const auto expected = ids(ask(cursor.substr(1)));
    EXPECT_EQ(ids(ask(query + cursor)), expected);
    EXPECT_EQ(ids(ask("direction=in" + cursor)), expected);
    EXPECT_EQ(ids(ask("sip_domain=chain-a.example" + cursor)), expected);
    expect_bad("direction=out" + cursor, "direction");
    expect_bad("from=2025-10-02" + cursor, "from");
    expect_bad("to=2025-11-01" + cursor, "to");
    expect_bad("q=%2B3" + cursor, "q");
    expect_bad("page_size=3" + cursor, "page_size");
    expect_bad("sort=start_ts" + cursor, "sort");
    expect_bad("page=1" + cursor, "page");
    expect_bad("nonsense=1" + cursor, "nonsense");
    expect_bad("updated_since=start" + cursor, "cursor");
    expect_bad("direction=sideways" + cursor, "direction");
}

TEST_F(CursorTest, IsOfItsTenantAndSight) {
    const std::string cursor = "cursor=" + next_of(ask("page_size=1"));
    expect_bad(cursor, "cursor", "b");
    expect_bad(cursor, "cursor", "a-roma");
    expect_bad(cursor + "A", "cursor");
    expect_bad("cursor=", "cursor");
    expect_bad("cursor=abc", "cursor");
    expect_bad("cursor=%00", "cursor");
    expect_bad("cursor=abc&direction=in", "cursor");
    const auto masked = "cursor=" + next_of(ask("page_size=1", "b"));
    expect_bad(masked, "cursor", "b-full");
    // A foreign cursor says what an invented one says.
    const auto foreign = server.get("/api/cdr?" + cursor, server.bearer("b"));
    const auto invented = server.get("/api/cdr?cursor=abc", server.bearer("b"));
    EXPECT_EQ(foreign.body, invented.body);
}

TEST_F(CursorTest, IsGoodForNinetyDays) {
    const base::TenantId tenant{*base::Uuid::parse(tenant_a)};
    const auto given = [&](std::int64_t ago_us) {
        return "cursor=" + api::write_cursor(server.seal(), tenant, {},
                                             {.query = "page_size=2",
                                              .from = {0},
                                              .to = seed_now(),
                                              .place = {{INT64_MAX, {"z"}}, 1}},
                                             {seed_now().us - ago_us});
    };
    constexpr std::int64_t memory_us = base::limits::sync_memory_days * base::us_per_day;
    EXPECT_THAT(ids(ask(given(memory_us))), ElementsAre("a2", "a1"));
    expect_bad(given(memory_us + 1), "cursor");
}

TEST_F(CursorTest, KeepsTheIntervalItBeganWith) {
    const json::value first = ask("page_size=8");
    call::Call later = seeded("a7");
    later.id = {"a0"};
    const std::int64_t shift = instant("2025-10-02T11:00:00Z").us - later.start.us;
    later.start.us += shift;
    later.end.us += shift;
    if (later.answer) later.answer->us += shift;
    server.change({later});  // before the interval of the first page, which began 30 days ago
    const json::value rest = ask("cursor=" + next_of(first));
    EXPECT_THAT(ids(rest), ElementsAre("a7"));
    EXPECT_EQ(rest.at("total").as_int64(), 9);
}

TEST_F(CursorTest, MeetsOldCallsOnceWhileOthersComeAndGo) {
    json::value page = ask("page_size=3");
    EXPECT_THAT(ids(page), ElementsAre("a2", "a1", "a6"));
    call::Call fresh = seeded("a2");
    fresh.id = {"a22"};
    server.change({fresh}, {seeded("a4")});
    page = ask("cursor=" + next_of(page));
    EXPECT_THAT(ids(page), ElementsAre("a5", "a3", "a8"));
    EXPECT_EQ(page.at("total").as_int64(), 9);
    server.change({}, {seeded("a8")});
    page = ask("cursor=" + next_of(page));
    EXPECT_THAT(ids(page), ElementsAre("a9", "a7")) << "behind a place where no call is any more";
}

TEST_F(CursorTest, ACallThatMovedAheadIsNotMetAgain) {
    json::value page = ask("sort=-billsec&page_size=2");
    EXPECT_THAT(ids(page), ElementsAre("a4", "a1"));
    call::Call shorter = seeded("a4");
    shorter.end = *shorter.answer;
    shorter.billsec = 0;
    shorter.duration_sec =
        static_cast<std::int32_t>(base::whole_seconds(shorter.start, shorter.end));
    server.change({shorter});
    std::vector<std::string> rest;
    while (!page.at("next_cursor").is_null()) {
        page = ask("cursor=" + next_of(page));
        for (std::string& id : ids(page))
            rest.push_back(std::move(id));
    }
    EXPECT_THAT(rest, ElementsAre("a9", "a8", "a6", "a7", "a5", "a3", "a2"));
    EXPECT_THAT(walk("sort=-billsec&page_size=2"), testing::Contains("a4")) << "a new walk";
}

}  // namespace
}  // namespace edgvoip::tests
