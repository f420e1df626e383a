#include "buckets.hpp"
#include "expected.hpp"
#include "figures.hpp"
#include "instant_text.hpp"
#include "numbers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

constexpr std::size_t buckets_max = 10'000;
constexpr std::array<std::string_view, 4> words = {"hour", "day", "week", "month"};

}  // namespace

Expected expected_series(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    const Choice& choice = question.choice;
    const auto starts = bucket_starts(records.tenant().zone, question.bucket, choice.from,
                                      choice.to, buckets_max + 1);
    if (starts.size() > buckets_max) {
        expected.status = 400;
        return expected;
    }
    std::map<base::Instant, Calls> calls;
    for (const call::Call* call : chosen(records.calls(), choice, asker))
        calls[bucket_of(starts, call->start)].push_back(call);
    json::array items;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const Figures figures = figures_of(calls[starts[i]], records);
        Choice cut = choice;
        cut.from = std::max(choice.from, starts[i]);
        if (i + 1 < starts.size()) cut.to = starts[i + 1];
        json::object item;
        item["period_start"] = shown_instant(starts[i]);
        item["total"] = figures.total;
        item["answered"] = figures.answered();
        item["missed"] = figures.missed;
        item["aht"] = mean(figures.talk_sec.of, figures.talk_sec.count, 0);
        item["avg_mos"] = mean(figures.mos_centi.of, figures.mos_centi.count, 2);
        item["drilldown"] = Drilldown(expected.links, std::move(cut))
                                .links_of({{"total", Behind::total},
                                           {"answered", Behind::answered},
                                           {"missed", Behind::missed},
                                           {"aht", Behind::answered},
                                           {"avg_mos", Behind::measured}});
        items.push_back(std::move(item));
    }
    expected.body["items"] = std::move(items);
    expected.body["bucket"] = words[static_cast<std::size_t>(question.bucket)];
    return expected;
}

}  // namespace edgvoip::oracle
