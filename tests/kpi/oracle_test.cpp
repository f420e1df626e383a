#include "base/error.hpp"
#include "buckets.hpp"
#include "expected.hpp"
#include "instant_text.hpp"
#include "numbers.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The oracle against cases that were worked out by hand.
namespace edgvoip::oracle {
namespace {

namespace json = boost::json;
using call::Direction;
using call::Disposition;

base::Instant at(std::string_view text) {
    return base::instant_of(base::parse_iso8601(text).value());
}

base::TimeZone zone(std::string_view name) {
    return base::TimeZone::find(name).value();
}

std::vector<std::string> starts(std::string_view name, Bucket bucket, std::string_view from,
                                std::string_view to) {
    std::vector<std::string> texts;
    for (const base::Instant start : bucket_starts(zone(name), bucket, at(from), at(to), 1000))
        texts.push_back(shown_instant(start));
    return texts;
}

using Texts = std::vector<std::string>;

class OracleTest : public testing::Test {
protected:
    /// An inbound call of Roma at that second of a minute; without talk it is missed.
    call::Call& add(int second, const std::string& remote, std::optional<int> talk_sec) {
        call::Call call;
        call.tenant = tenant().id;
        call.id = {"call-" + std::to_string(calls.size())};
        call.start = {at("2025-10-30T09:00:00Z").us + second * base::us_per_second};
        const base::Instant ring_end{call.start.us + 10 * base::us_per_second};
        call.disposition = talk_sec ? Disposition::answered : Disposition::no_answer;
        if (talk_sec) {
            call.answer = ring_end;
        } else {
            call.missed_reason = call::MissedReason::abandoned;
        }
        call.end = {ring_end.us + talk_sec.value_or(0) * base::us_per_second};
        call.ring_sec = 10;
        call.billsec = talk_sec.value_or(0);
        call.duration_sec = 10 + call.billsec;
        call.remote_number = call.from_uri = remote;
        call.ext_number = talk_sec ? "1001" : "";
        call.store = tenant().stores.front().id;
        calls.push_back(call);
        return calls.back();
    }

    call::Call& add_outbound(int second, const std::string& remote, std::optional<int> talk_sec) {
        call::Call& call = add(second, remote, talk_sec);
        call.direction = Direction::out;
        call.missed_reason.reset();
        call.ext_number = call.from_uri = "1002";
        return call;
    }

    json::object answer(Question question) {
        question.choice.from = at("2025-10-30T00:00:00Z");
        if (question.choice.to == base::Instant{}) question.choice.to = at("2025-10-31T00:00:00Z");
        for (const call::Call& call : calls)
            base::check(!call::violation(call), "the calls are sound");
        const Records records(tenant(), calls);
        Asker asker;
        asker.tenant = &tenant();
        asker.stores = stores;
        asker.exts = exts;
        return expected_answer(records, asker, question).body;
    }
    json::object summary() { return answer({}); }
    json::array missed(bool only_unique, Status status) {
        Question question;
        question.endpoint = Endpoint::missed;
        question.only_unique = only_unique;
        question.status = status;
        return answer(question).at("items").as_array();
    }

    const directory::Tenant& tenant() const { return directory_->tenants().front(); }

    std::vector<call::Call> calls;
    std::optional<std::vector<base::StoreId>> stores;
    std::optional<std::vector<std::string>> exts;

private:
    std::shared_ptr<const directory::Directory> directory_ =
        directory::Directory::parse(R"({"tenants": [{
            "tenant_id": "a0000000-0000-4000-8000-00000000000a", "sip_domain": "chain-a.example",
            "name": "A", "timezone": "Europe/Rome", "country": "IT",
            "settings": {"contact_min_sec": 30, "sl_sec": 10},
            "stores": [{"store_id": "a0000000-0000-4000-8000-000000000001", "name": "Roma"}],
            "extensions": [{"ext": "1001"}, {"ext": "1002"}]}]})")
            .value();
};

TEST(Numbers, are_rounded_half_up_from_whole_units) {
    EXPECT_EQ(json::serialize(number(430, 2)), json::serialize(json::parse("4.30")));
    EXPECT_EQ(number(5, 1), json::parse("0.5"));
    EXPECT_EQ(number(7, 0), json::value(7));
    EXPECT_EQ(mean(5, 2, 0), json::value(3));
    EXPECT_EQ(mean(4, 3, 0), json::value(1));
    EXPECT_EQ(mean(0, 0, 2), json::value(nullptr));
    EXPECT_EQ(rate(2, 3), json::parse("0.6667"));
    EXPECT_EQ(rate(1, 3), json::parse("0.3333"));
    EXPECT_EQ(rate(1, 8), json::parse("0.1250"));
    EXPECT_EQ(rate(1, 20'000), json::parse("0.0001"));
}

TEST(Numbers, percentiles_are_values_at_the_nearest_rank) {
    std::vector<std::int64_t> seconds = {50, 20, 15, 40, 35};
    EXPECT_EQ(percentile(seconds, 50), json::value(35));
    EXPECT_EQ(percentile(seconds, 90), json::value(50));
    std::vector<std::int64_t> ten = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    EXPECT_EQ(percentile(ten, 50), json::value(5));
    EXPECT_EQ(percentile(ten, 90), json::value(9));
    EXPECT_EQ(percentile(ten, 95), json::value(10));
}

TEST(Buckets, of_hours_begin_at_full_hours_of_the_zone_and_where_clocks_change) {
    EXPECT_EQ(starts("Asia/Kolkata", Bucket::hour, "2025-03-30T00:00:00Z", "2025-03-30T02:00:00Z"),
              (Texts{"2025-03-29T23:30:00Z", "2025-03-30T00:30:00Z", "2025-03-30T01:30:00Z"}));
    // Half an hour is skipped, or comes twice.
    EXPECT_EQ(
        starts("Australia/Lord_Howe", Bucket::hour, "2025-04-05T14:00:00Z", "2025-04-05T17:00:00Z"),
        (Texts{"2025-04-05T14:00:00Z", "2025-04-05T15:00:00Z", "2025-04-05T15:30:00Z",
               "2025-04-05T16:30:00Z"}));
    EXPECT_EQ(
        starts("Australia/Lord_Howe", Bucket::hour, "2025-10-04T14:30:00Z", "2025-10-04T17:00:00Z"),
        (Texts{"2025-10-04T14:30:00Z", "2025-10-04T15:30:00Z", "2025-10-04T16:00:00Z"}));
}

TEST(Buckets, of_days_begin_at_the_first_instant_of_the_date) {
    EXPECT_EQ(starts("Europe/Rome", Bucket::day, "2025-10-25T23:00:00Z", "2025-10-27T12:00:00Z"),
              (Texts{"2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z"}));
    EXPECT_EQ(starts("Africa/Cairo", Bucket::day, "2025-04-24T10:00:00Z", "2025-04-25T10:00:00Z"),
              (Texts{"2025-04-23T22:00:00Z", "2025-04-24T22:00:00Z"}));
    // Clocks went back over midnight: the old day does not come again.
    EXPECT_EQ(
        starts("America/St_Johns", Bucket::day, "2010-11-06T12:00:00Z", "2010-11-08T12:00:00Z"),
        (Texts{"2010-11-06T02:30:00Z", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"}));
}

TEST(Buckets, of_weeks_begin_on_monday_and_of_months_on_the_first) {
    EXPECT_EQ(starts("Europe/Rome", Bucket::week, "2025-10-26T12:00:00Z", "2025-11-03T00:00:00Z"),
              (Texts{"2025-10-19T22:00:00Z", "2025-10-26T23:00:00Z", "2025-11-02T23:00:00Z"}));
    EXPECT_EQ(starts("Europe/Rome", Bucket::month, "2025-10-31T22:59:59Z", "2025-10-31T23:00:01Z"),
              (Texts{"2025-09-30T22:00:00Z", "2025-10-31T23:00:00Z"}));
    EXPECT_EQ(starts("UTC", Bucket::week, "1970-01-01T00:00:00Z", "1970-01-05T00:00:01Z"),
              (Texts{"1969-12-29T00:00:00Z", "1970-01-05T00:00:00Z"}));
}

TEST_F(OracleTest, without_calls_there_is_nothing_to_average) {
    const json::object body = summary();
    EXPECT_EQ(body.at("total_calls"), json::value(0));
    for (const char* const name : {"answered_rate", "asr", "ner", "service_level", "avg_mos",
                                   "avg_handle_time_sec", "avg_ring_time_sec"}) {
        EXPECT_TRUE(body.at(name).is_null()) << name;
    }
}

TEST_F(OracleTest, counts_a_summary) {
    add(0, "+391", 100);
    add(1, "+391", 101);
    add(2, "+392", std::nullopt);
    add_outbound(3, "+393", std::nullopt).disposition = Disposition::failed;
    calls[1].quality = {.status = call::QualityStatus::measured,
                        .mos_centi = 359,
                        .mos_source = call::MosSource::pbx,
                        .pbx_mos_centi = {},
                        .jitter_tenth_ms = 5,
                        .loss_centi_pct = {},
                        .codec = "",
                        .packets = 0};
    const json::object body = summary();
    EXPECT_EQ(body.at("total_calls"), json::value(4));
    EXPECT_EQ(body.at("answered_rate"), json::parse("0.5000"));
    EXPECT_EQ(body.at("asr"), json::parse("0.6667"));
    EXPECT_EQ(body.at("ner"), json::parse("0.7500"));
    EXPECT_EQ(body.at("service_level"), json::parse("0.6667"));
    EXPECT_EQ(body.at("avg_handle_time_sec"), json::value(101));
    EXPECT_EQ(body.at("talk_time_sec"), json::value(201));
    EXPECT_EQ(body.at("missed_calls"), json::value(1));
    EXPECT_EQ(body.at("missed_by_reason").at("abandoned"), json::value(1));
    EXPECT_EQ(body.at("missed_by_reason").as_object().size(), 9U);
    EXPECT_EQ(body.at("avg_mos"), json::parse("3.59"));
    EXPECT_EQ(body.at("poor_calls"), json::value(1));
    EXPECT_EQ(body.at("mos_sources"), json::value({{"g107", 0}, {"pbx", 1}}));
}

TEST_F(OracleTest, a_contact_is_later_and_long_enough_in_either_direction) {
    add(5, "+391", std::nullopt);
    add(5, "+391", 60);                     // at the same moment, not later
    add_outbound(6, "+391", 29);            // too short
    add_outbound(7, "+391", std::nullopt);  // not answered
    EXPECT_EQ(summary().at("callbacks_due"), json::value(1));
    EXPECT_EQ(missed(false, Status::due).size(), 1U);
    EXPECT_EQ(missed(false, Status::due).at(0).at("callback_attempts"), json::value(2));
    add(9, "+391", 30);
    add_outbound(8, "+391", 30);
    EXPECT_EQ(summary().at("callbacks_due"), json::value(0));
    const json::object item = missed(false, Status::returned).at(0).as_object();
    EXPECT_EQ(item.at("returned_by"), json::value("1002"));
    EXPECT_EQ(item.at("returned_ts"), json::value("2025-10-30T09:00:08Z"));
    EXPECT_EQ(item.at("callback_attempts"), json::value(3));
}

TEST_F(OracleTest, a_caller_is_due_when_the_last_miss_is) {
    add(1, "+391", std::nullopt);
    add(2, "+391", 60);
    add(3, "+391", std::nullopt);
    add(4, "+392", std::nullopt);
    add(5, "+392", 60);
    EXPECT_EQ(summary().at("callbacks_due"), json::value(1));
    const json::array unique = missed(true, Status::all);
    ASSERT_EQ(unique.size(), 2U);
    EXPECT_EQ(unique.at(0).at("callback_status"), json::value("returned"));
    EXPECT_EQ(unique.at(1).at("start_ts"), json::value("2025-10-30T09:00:03Z"));
    EXPECT_EQ(unique.at(1).at("attempts"), json::value(2));
    EXPECT_EQ(unique.at(1).at("first_missed_ts"), json::value("2025-10-30T09:00:01Z"));
    EXPECT_EQ(missed(false, Status::returned).size(), 2U) << "each miss has its own state";
}

TEST_F(OracleTest, who_cannot_be_called_back_is_each_time_another_caller_and_never_due) {
    add(1, "", std::nullopt);
    add(2, "", std::nullopt);
    add(3, "112", std::nullopt);
    add(4, "112", std::nullopt);
    EXPECT_EQ(summary().at("callbacks_due"), json::value(0));
    EXPECT_EQ(missed(true, Status::unreachable).size(), 4U);
    EXPECT_EQ(missed(true, Status::all).at(0).at("attempts"), json::value(1));
}

TEST_F(OracleTest, a_contact_that_the_asker_does_not_see_counts_and_is_not_named) {
    add(1, "+391", std::nullopt);
    add_outbound(2, "+391", 60).store.reset();
    stores = {tenant().stores.front().id};
    const json::object item = missed(false, Status::returned).at(0).as_object();
    EXPECT_EQ(item.at("returned_ts"), json::value("2025-10-30T09:00:02Z"));
    EXPECT_TRUE(item.at("returned_by").is_null());
    EXPECT_TRUE(item.at("returned_call_id").is_null());
}

TEST_F(OracleTest, an_asker_of_no_extension_sees_nothing) {
    add(1, "+391", 60);
    exts.emplace();
    EXPECT_EQ(summary().at("total_calls"), json::value(0));
    Question question;
    question.endpoint = Endpoint::by_agent;
    EXPECT_EQ(answer(question).at("total"), json::value(0));
}

TEST_F(OracleTest, a_store_without_calls_is_listed_and_calls_without_a_store_are_one_item) {
    Question question;
    question.endpoint = Endpoint::by_store;
    EXPECT_EQ(answer(question).at("total"), json::value(1));
    add(1, "+391", 60).store.reset();
    const json::array items = answer(question).at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items.at(0).at("store_name"), json::value("Roma"));
    EXPECT_EQ(items.at(0).at("total"), json::value(0));
    EXPECT_TRUE(items.at(1).at("store_id").is_null());
    EXPECT_EQ(items.at(1).at("total"), json::value(1));
}

}  // namespace
}  // namespace edgvoip::oracle
