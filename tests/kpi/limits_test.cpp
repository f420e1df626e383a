#include "asker.hpp"
#include "server.hpp"
#include "world.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

/// A server of one tenant without calls, in UTC.
class EmptyServer : public testing::Test {
protected:
    http::Answer get(const std::string& target) const {
        return server_.get("/api/analytics/" + target, asker_.token);
    }

private:
    base::Instant now_ = base::utc_midnight({2026, 11, 1});
    std::shared_ptr<const directory::Directory> directory_ =
        directory::Directory::parse(R"({"tenants": [{
            "tenant_id": "a0000000-0000-4000-8000-00000000000a", "sip_domain": "chain-a.example",
            "name": "A", "timezone": "UTC", "country": "IT"}]})")
            .value();
    Server server_{directory_, now_};
    Asker asker_ = owner_of(directory_->tenants().front(), now_);
};

TEST_F(EmptyServer, a_series_has_ten_thousand_buckets_and_not_one_more) {
    // 10,000 hours are 416 days and 16 hours.
    const http::Answer most =
        get("series?bucket=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z");
    EXPECT_EQ(most.status, 200);
    EXPECT_EQ(json::parse(most.body).at("items").as_array().size(), 10'000U);
    const http::Answer more =
        get("series?bucket=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00.000001Z");
    EXPECT_EQ(more.status, 400);
    EXPECT_EQ(json::parse(more.body).at("errors").at(0).at("parameter"), json::value("bucket"));
}

/// The ids of the definitions, each of which must be whole.
std::set<std::string> defined_ids(const json::value& body) {
    std::set<std::string> ids;
    for (const json::value& item : body.at("items").as_array()) {
        EXPECT_TRUE(ids.emplace(item.at("id").as_string()).second) << item;
        for (const char* const part : {"name", "text"}) {
            EXPECT_FALSE(item.at(part).at("it").as_string().empty()) << item;
            EXPECT_FALSE(item.at(part).at("en").as_string().empty()) << item;
        }
        EXPECT_TRUE(item.at("formula").is_string()) << item;
        EXPECT_TRUE(item.as_object().contains("unit")) << item;
        EXPECT_TRUE(item.at("source").is_null() || item.at("source").is_string()) << item;
    }
    return ids;
}

TEST_F(EmptyServer, every_figure_of_an_answer_has_a_definition) {
    const http::Answer answer = get("definitions");
    ASSERT_EQ(answer.status, 200) << answer.body;
    const std::set<std::string> ids = defined_ids(json::parse(answer.body));
    for (const char* const figure : {
             "total_calls",
             "answered_calls",
             "answered_rate",
             "avg_handle_time_sec",
             "avg_ring_time_sec",
             "asr",
             "ner",
             "missed_calls",
             "callbacks_due",
             "inbound_calls",
             "outbound_calls",
             "internal_calls",
             "no_answer_calls",
             "busy_calls",
             "failed_calls",
             "service_level",
             "avg_mos",
             "measured_calls",
             "poor_calls",
             "talk_time_sec",
             "missed_by_reason",
             "mos_sources",
             "total",
             "answered",
             "missed",
             "aht",
             "avg_ring_sec",
             "inbound",
             "outbound",
             "internal",
             "calls",
             "min_mos",
             "avg_jitter_ms",
             "avg_loss_pct",
             "attempts",
             "callback_attempts",
             "callback_status",
             "percentiles",
         }) {
        EXPECT_TRUE(ids.contains(figure)) << figure;
    }
}

TEST_F(EmptyServer, definitions_take_no_parameter) {
    EXPECT_EQ(get("definitions?from=2025-01-01").status, 400);
}

}  // namespace
}  // namespace edgvoip::oracle
