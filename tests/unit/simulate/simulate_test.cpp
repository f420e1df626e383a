#include "edgvoip/simulate/simulate.hpp"

#include "base/phone_number.hpp"
#include "base/time_zone.hpp"
#include "collected.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace edgvoip::simulate {
namespace {

using call::Direction;
using call::Disposition;
using call::MissedReason;

TEST(Simulate, the_same_seed_gives_the_same_bytes) {
    const Chain chain = chain_of(small_chain);
    const Collected one = run(chain, "2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z");
    const Collected two =
        run(chain_of(small_chain), "2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z");
    EXPECT_GT(one.truths.size(), 100U);
    EXPECT_EQ(one.records, two.records);
    EXPECT_EQ(one.lines(), two.lines());
    ChainOptions other = small_chain;
    other.seed = 12;
    EXPECT_NE(run(chain_of(other), "2026-03-10T00:00:00Z", "2026-03-12T00:00:00Z").lines(),
              one.lines());
}

TEST(Simulate, adjacent_ranges_give_exactly_the_calls_of_the_whole) {
    const Chain chain = chain_of(small_chain);
    const Collected whole = run(chain, "2026-03-27T08:00:00Z", "2026-03-31T19:00:00Z");
    std::map<std::string, std::string> lines;
    std::map<std::string, std::string> files;
    const std::string_view edges[] = {"2026-03-27T08:00:00Z", "2026-03-27T10:17:31Z",
                                      "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z",
                                      "2026-03-30T22:00:00Z", "2026-03-31T19:00:00Z"};
    std::size_t calls = 0;
    for (std::size_t i = 0; i + 1 < std::size(edges); ++i) {
        const Collected part = run(chain, edges[i], edges[i + 1]);
        calls += part.truths.size();
        lines.merge(part.lines());
        files.merge(part.files());
    }
    EXPECT_EQ(calls, whole.truths.size());
    EXPECT_EQ(lines, whole.lines());
    EXPECT_EQ(files, whole.files());
}

TEST(Simulate, calls_start_inside_the_range_and_ids_are_unique) {
    const Collected collected =
        run(chain_of(small_chain), "2026-03-10T09:00:00Z", "2026-03-10T11:00:00Z");
    ASSERT_FALSE(collected.truths.empty());
    std::set<std::string> ids;
    for (const Truth& truth : collected.truths) {
        EXPECT_GE(truth.start, at("2026-03-10T09:00:00Z"));
        EXPECT_LT(truth.start, at("2026-03-10T11:00:00Z"));
        EXPECT_TRUE(ids.insert(truth.id.text).second);
    }
}

TEST(Simulate, an_empty_range_has_no_calls_and_a_reversed_one_is_refused) {
    const Chain chain = chain_of(small_chain);
    EXPECT_TRUE(run(chain, "2026-03-10T09:00:00Z", "2026-03-10T09:00:00Z").records.empty());
    Collected collected;
    const auto refused =
        simulate(chain, at("2026-03-11T00:00:00Z"), at("2026-03-10T00:00:00Z"), {}, collected);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, base::Fault::invalid);
}

TEST(Simulate, records_come_in_order_of_their_end_and_the_truth_after_the_last) {
    struct Watching final : Sink {
        base::Result<void> record(const Record& record) override {
            EXPECT_GE(record.ended, last);
            last = record.ended;
            return {};
        }
        base::Result<void> truth(const Truth& truth) override {
            EXPECT_EQ(truth.end, last);
            ++calls;
            return {};
        }
        base::Instant last;
        int calls = 0;
    } watching;
    const auto done = simulate(chain_of(small_chain), at("2026-03-10T00:00:00Z"),
                               at("2026-03-13T00:00:00Z"), {}, watching);
    ASSERT_TRUE(done);
    EXPECT_GT(watching.calls, 100);
}

TEST(Simulate, the_sinks_error_ends_it) {
    struct Failing final : Sink {
        base::Result<void> record(const Record&) override {
            if (++records == 3) return base::unavailable("the disk is full");
            return {};
        }
        base::Result<void> truth(const Truth&) override { return {}; }
        int records = 0;
    } failing;
    const auto done = simulate(chain_of(small_chain), at("2026-03-10T00:00:00Z"),
                               at("2026-03-13T00:00:00Z"), {}, failing);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().detail, "the disk is full");
    EXPECT_EQ(failing.records, 3);
}

TEST(Simulate, every_scenario_disposition_and_reason_occurs) {
    std::set<std::string> scenarios;
    std::set<Disposition> dispositions;
    std::set<MissedReason> reasons;
    std::set<Direction> directions;
    std::set<call::QualityStatus> qualities;
    for (const Truth& truth : month().truths) {
        scenarios.insert(truth.scenario);
        dispositions.insert(truth.disposition);
        directions.insert(truth.direction);
        qualities.insert(truth.quality);
        if (truth.missed_reason) reasons.insert(*truth.missed_reason);
    }
    EXPECT_EQ(scenarios.size(), 10U + 19U + 3U + 9U + 8U);
    EXPECT_EQ(dispositions.size(), 4U);
    EXPECT_EQ(reasons.size(), 9U);
    EXPECT_EQ(directions.size(), 3U);
    EXPECT_EQ(qualities.size(), 4U);
}

TEST(Simulate, the_truth_keeps_the_contracts_rules) {
    bool withheld = false;
    bool without_store = false;
    for (const Truth& truth : month().truths) {
        SCOPED_TRACE(truth_json(truth));
        const bool answered = truth.disposition == Disposition::answered;
        EXPECT_EQ(truth.answer.has_value(), answered);
        EXPECT_LE(truth.start, truth.answer.value_or(truth.start));
        EXPECT_LE(truth.answer.value_or(truth.end), truth.end);
        EXPECT_EQ(truth.missed_reason.has_value(), truth.direction == Direction::in && !answered);
        const bool measured = truth.quality != call::QualityStatus::not_measured;
        EXPECT_TRUE(answered || !measured);
        EXPECT_EQ(truth.loss_centi_pct.has_value(), truth.quality == call::QualityStatus::measured);
        EXPECT_FALSE(truth.to_uri.empty());
        withheld |= truth.direction == Direction::in && truth.from_uri.empty();
        without_store |= !truth.store;
        EXPECT_TRUE(truth.store || truth.direction == Direction::in);
    }
    EXPECT_TRUE(withheld);
    EXPECT_TRUE(without_store);
}

TEST(Simulate, hidden_callers_have_no_name_and_a_number_only_when_it_is_asserted) {
    std::map<std::string, const Truth*> by_file;
    for (const Truth& truth : month().truths) {
        by_file["a_" + truth.id.text + ".cdr.json"] = &truth;
    }
    int asserted = 0;
    int withheld = 0;
    for (const auto& written : month().records) {
        if (written.json.find("\"sip_Privacy\"") == std::string::npos) continue;
        const Truth& truth = *by_file.at(written.name);
        const bool has_number =
            written.json.find("\"sip_P-Asserted-Identity\"") != std::string::npos;
        EXPECT_EQ(truth.from_uri.empty(), !has_number);
        EXPECT_EQ(truth.from_name, "");
        (has_number ? asserted : withheld)++;
    }
    EXPECT_GT(asserted, 10);
    EXPECT_GT(withheld, 10);
}

TEST(Simulate, every_public_number_is_valid) {
    for (const Truth& truth : month().truths) {
        std::vector<std::string> numbers = {truth.did_e164};
        if (truth.direction == Direction::in) numbers.push_back(truth.from_uri);
        if (truth.direction == Direction::out) numbers.push_back(truth.to_uri);
        for (const std::string& number : numbers) {
            if (number.empty()) continue;
            const auto read = base::PhoneNumber::read(number, "IT");
            EXPECT_TRUE(read.is_e164()) << number;
            EXPECT_EQ(read.text(), number);
        }
    }
}

TEST(Simulate, missed_callers_come_back_and_are_called_back_but_not_all) {
    std::map<std::string, base::Instant> missed;
    std::set<std::string> again;
    std::set<std::string> called_back;
    std::vector<Truth> by_start = month().truths;
    std::ranges::sort(by_start, {}, &Truth::start);
    for (const Truth& truth : by_start) {
        const bool in = truth.direction == Direction::in;
        const std::string& remote = in ? truth.from_uri : truth.to_uri;
        const auto earlier = missed.find(remote);
        const bool soon =
            earlier != missed.end() && truth.start.us - earlier->second.us < base::us_per_day;
        if (soon && in) again.insert(remote);
        if (soon && truth.direction == Direction::out) called_back.insert(remote);
        if (truth.missed_reason && !remote.empty()) missed.emplace(remote, truth.start);
    }
    EXPECT_GT(missed.size(), 150U);
    EXPECT_GT(again.size(), missed.size() / 10);
    EXPECT_GT(called_back.size(), missed.size() / 10);
    EXPECT_LT(called_back.size(), missed.size() * 9 / 10);
}

/// Which part of those who were missed and left a number got a call one to four minutes later.
double called_soon(const std::vector<Truth>& truths) {
    std::multimap<std::string, base::Instant> called;
    for (const Truth& truth : truths) {
        if (truth.direction == Direction::out) called.emplace(truth.to_uri, truth.start);
    }
    double missed = 0;
    double soon = 0;
    for (const Truth& truth : truths) {
        if (!truth.missed_reason || truth.from_uri.empty()) continue;
        ++missed;
        const auto [first, end] = called.equal_range(truth.from_uri);
        soon += std::any_of(first, end, [&truth](const auto& call) {
            const std::int64_t after_us = call.second.us - truth.start.us;
            return after_us >= 60 * base::us_per_second && after_us <= 240 * base::us_per_second;
        });
    }
    return soon / missed;
}

TEST(Simulate, callbacks_come_when_the_options_say_at_any_hour) {
    ChainOptions options = small_chain;
    options.always_open = true;
    const auto night = [&options] {
        return run(chain_of(options), "2026-03-08T20:00:00Z", "2026-03-09T06:00:00Z").truths;
    };
    EXPECT_LT(called_soon(night()), 0.1);
    options.callbacks_after = Delay{60, 240};
    EXPECT_GT(called_soon(night()), 0.3);
    EXPECT_LT(called_soon(night()), 0.8);
}

TEST(Simulate, shops_are_busy_in_their_hours_and_miss_most_at_lunch) {
    const auto zone = base::TimeZone::find("Europe/Rome").value();
    std::map<std::int64_t, int> calls;
    std::map<std::int64_t, int> missed;
    std::map<unsigned, int> by_weekday;
    for (const Truth& truth : month().truths) {
        const auto local = zone.to_local(truth.start);
        by_weekday[local.iso_weekday]++;
        if (truth.direction != Direction::in) continue;
        const std::int64_t hour = local.time_of_day_us / (3600 * base::us_per_second);
        calls[hour]++;
        missed[hour] += truth.missed_reason ? 1 : 0;
    }
    EXPECT_GT(calls[10], 5 * calls[21]);
    EXPECT_GT(calls[10], 2 * calls[14]);
    EXPECT_GT(missed[13] * calls[10], 2 * missed[10] * calls[13]);
    EXPECT_GT(by_weekday[6], by_weekday[2]);
    EXPECT_LT(by_weekday[7], by_weekday[2] / 2);
}

void expect_calls_across(std::string_view from, std::string_view change, std::string_view to) {
    const Collected collected = run(chain_of(small_chain), from, to);
    const base::Instant clocks_change = at(change);
    const auto across = std::ranges::count_if(collected.truths, [&](const Truth& truth) {
        return truth.start < clocks_change && truth.end > clocks_change;
    });
    EXPECT_GE(across, 2);
    const auto after = std::ranges::count_if(collected.truths, [&](const Truth& truth) {
        return truth.start >= clocks_change &&
               truth.start.us < clocks_change.us + 3600 * base::us_per_second;
    });
    EXPECT_GE(after, 2);
}

TEST(Simulate, people_talk_across_both_clock_changes) {
    expect_calls_across("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T12:00:00Z");
    expect_calls_across("2026-10-24T12:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T12:00:00Z");
}

TEST(Simulate, a_truth_line_says_what_is_absent_with_null) {
    const Truth truth{.scenario = "no_answer",
                      .id = {"one"},
                      .tenant = {},
                      .sip_domain = "catena-a.demo.edgvoip.test",
                      .direction = Direction::in,
                      .from_uri = "",
                      .from_name = "Caffè \"Più\"",
                      .to_uri = "1001",
                      .did_e164 = "+390612345678",
                      .ext_number = "1001",
                      .store = {},
                      .start = at("2026-03-10T09:00:00Z"),
                      .answer = {},
                      .end = {at("2026-03-10T09:00:25Z").us + 40'999},
                      .disposition = Disposition::no_answer,
                      .missed_reason = MissedReason::no_answer,
                      .hangup_cause = "NORMAL_CLEARING",
                      .recorded = false,
                      .quality = call::QualityStatus::not_measured,
                      .loss_centi_pct = {},
                      .legs = 2,
                      .records = 2};
    EXPECT_EQ(truth_json(truth),
              R"({"call_id":"one","tenant_id":"00000000-0000-0000-0000-000000000000",)"
              R"("sip_domain":"catena-a.demo.edgvoip.test","direction":"in","from_uri":null,)"
              R"("from_name":"Caffè \"Più\"","to_uri":"1001","did_e164":"+390612345678",)"
              R"("ext_number":"1001","store_id":null,"start_ts":"2026-03-10T09:00:00Z",)"
              R"("answer_ts":null,"end_ts":"2026-03-10T09:00:25.040Z","billsec":0,)"
              R"("ring_sec":25,"duration_sec":25,"disposition":"NO_ANSWER",)"
              R"("missed_reason":"no_answer","hangup_cause":"NORMAL_CLEARING","recorded":false,)"
              R"("quality":"not_measured","loss_pct":null,"legs":2,"records":2,)"
              R"("scenario":"no_answer"})");
}

}  // namespace
}  // namespace edgvoip::simulate
