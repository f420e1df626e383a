#include "expected.hpp"
#include "figures.hpp"
#include "instant_text.hpp"
#include "numbers.hpp"

#include <string>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;
using call::Direction;
using call::Disposition;

json::object percentiles_of(std::vector<std::int64_t>& seconds) {
    return {{"p50", percentile(seconds, 50)},
            {"p90", percentile(seconds, 90)},
            {"p95", percentile(seconds, 95)}};
}

template <class Write>
json::object by_reason(Write&& write) {
    json::object reasons;
    for (int reason = 1; reason <= 9; ++reason) {
        const auto value = static_cast<call::MissedReason>(reason);
        reasons[std::string(call::to_string(value))] = write(value);
    }
    return reasons;
}

json::object written(Figures figures, bool with_percentiles) {
    const std::int64_t answered = figures.answered();
    const std::int64_t failed = figures.ended(Disposition::failed);
    const std::int64_t inbound = figures.in(Direction::in);
    json::object body;
    body["total_calls"] = figures.total;
    body["answered_calls"] = answered;
    body["answered_rate"] = rate(answered, figures.total);
    body["avg_handle_time_sec"] = mean(figures.talk_sec.of, figures.talk_sec.count, 0);
    body["avg_ring_time_sec"] = mean(figures.ring_sec.of, figures.ring_sec.count, 0);
    body["asr"] = rate(answered, figures.total - failed);
    body["ner"] = rate(figures.total - failed, figures.total);
    body["missed_calls"] = figures.missed;
    body["callbacks_due"] = figures.callbacks_due;
    body["inbound_calls"] = inbound;
    body["outbound_calls"] = figures.in(Direction::out);
    body["internal_calls"] = figures.in(Direction::internal);
    body["no_answer_calls"] = figures.ended(Disposition::no_answer);
    body["busy_calls"] = figures.ended(Disposition::busy);
    body["failed_calls"] = failed;
    body["service_level"] = rate(figures.in_time, inbound);
    body["avg_mos"] = mean(figures.mos_centi.of, figures.mos_centi.count, 2);
    body["measured_calls"] = figures.mos_centi.count;
    body["mos_sources"] = {{"g107", figures.of_mos_source[1]}, {"pbx", figures.of_mos_source[2]}};
    body["poor_calls"] = figures.poor;
    body["talk_time_sec"] = figures.talk_sec.of;
    body["missed_by_reason"] = by_reason([&](call::MissedReason reason) {
        return json::value(figures.of_reason[static_cast<std::size_t>(reason)]);
    });
    if (with_percentiles) {
        body["percentiles"] = {{"ring_sec", percentiles_of(figures.ring_secs)},
                               {"talk_sec", percentiles_of(figures.talk_secs)}};
    }
    return body;
}

json::object drilldown_of(const Drilldown& drilldown) {
    json::object links = drilldown.links_of({{"total_calls", Behind::total},
                                             {"answered_calls", Behind::answered},
                                             {"answered_rate", Behind::answered},
                                             {"avg_handle_time_sec", Behind::answered},
                                             {"avg_ring_time_sec", Behind::answered},
                                             {"talk_time_sec", Behind::answered},
                                             {"asr", Behind::seizures},
                                             {"ner", Behind::seizures},
                                             {"inbound_calls", Behind::inbound},
                                             {"outbound_calls", Behind::outbound},
                                             {"internal_calls", Behind::internal},
                                             {"no_answer_calls", Behind::no_answer},
                                             {"busy_calls", Behind::busy},
                                             {"failed_calls", Behind::failed},
                                             {"missed_calls", Behind::missed},
                                             {"callbacks_due", Behind::due},
                                             {"service_level", Behind::in_time},
                                             {"avg_mos", Behind::measured},
                                             {"measured_calls", Behind::measured},
                                             {"poor_calls", Behind::poor}});
    links["missed_by_reason"] =
        by_reason([&](call::MissedReason reason) { return drilldown.missed_for(reason); });
    return links;
}

}  // namespace

Expected expected_summary(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    const Choice& choice = question.choice;
    expected.body =
        written(figures_of(chosen(records.calls(), choice, asker), records), question.percentiles);
    expected.body["drilldown"] = drilldown_of(Drilldown(expected.links, choice));
    if (!question.compare) return expected;

    Choice before = choice;
    before.to = choice.from;
    before.from = {choice.from.us - (choice.to.us - choice.from.us)};
    json::object previous =
        written(figures_of(chosen(records.calls(), before, asker), records), question.percentiles);
    previous["from"] = shown_instant(before.from);
    previous["to"] = shown_instant(before.to);
    expected.body["previous"] = previous;
    return expected;
}

}  // namespace edgvoip::oracle
