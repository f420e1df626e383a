#include "buckets.hpp"
#include "expected.hpp"
#include "figures.hpp"
#include "instant_text.hpp"
#include "numbers.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

const json::object no_links = {{"calls", nullptr},
                               {"measured_calls", nullptr},
                               {"avg_mos", nullptr},
                               {"min_mos", nullptr},
                               {"poor_calls", nullptr}};

json::object item_of(const Figures& figures) {
    json::object item;
    item["calls"] = figures.total;
    item["measured_calls"] = figures.mos_centi.count;
    item["avg_mos"] = mean(figures.mos_centi.of, figures.mos_centi.count, 2);
    item["min_mos"] = nullptr;
    if (figures.min_mos_centi) item["min_mos"] = number(*figures.min_mos_centi, 2);
    item["avg_jitter_ms"] = mean(figures.jitter_tenth_ms.of, figures.jitter_tenth_ms.count, 1);
    item["avg_loss_pct"] = mean(figures.loss_centi_pct.of, figures.loss_centi_pct.count, 2);
    item["poor_calls"] = figures.poor;
    item["mos_sources"] = {{"g107", figures.of_mos_source[1]}, {"pbx", figures.of_mos_source[2]}};
    return item;
}

json::object links_of(const Drilldown& drilldown) {
    return drilldown.links_of({{"calls", Behind::total},
                               {"measured_calls", Behind::measured},
                               {"avg_mos", Behind::measured},
                               {"min_mos", Behind::measured},
                               {"poor_calls", Behind::poor}});
}

/// One answer in the making: its groups are those that have calls.
class Groups {
public:
    Groups(const Records& records, const Asker& asker, const Question& question, Expected& expected)
        : records_(records),
          choice_(question.choice),
          expected_(expected),
          calls_(chosen(records.calls(), question.choice, asker)) {}

    void put_total() {
        if (!calls_.empty()) put(calls_, choice_, {});
    }
    void put_times(Bucket bucket);
    void put_stores();
    void put_agents();

    json::array items;

private:
    void put(const Calls& calls, const Choice& choice, const json::object& key) {
        json::object item = item_of(figures_of(calls, records_));
        item["drilldown"] = links_of(Drilldown(expected_.links, choice));
        for (const auto& member : key)
            item[member.key()] = member.value();
        items.push_back(std::move(item));
    }

    const Records& records_;
    const Choice& choice_;
    Expected& expected_;
    Calls calls_;
};

void Groups::put_times(Bucket bucket) {
    if (calls_.empty()) return;
    const auto starts =
        bucket_starts(records_.tenant().zone, bucket, calls_.back()->start,
                      {calls_.front()->start.us + 1}, std::numeric_limits<std::size_t>::max());
    std::map<base::Instant, Calls> own;
    for (const call::Call* call : calls_)
        own[bucket_of(starts, call->start)].push_back(call);
    for (const auto& [start, calls] : own) {
        Choice cut = choice_;
        cut.from = std::max(choice_.from, start);
        const base::Instant next =
            bucket_starts(records_.tenant().zone, bucket, start, choice_.to, 2).back();
        if (next > start) cut.to = next;
        put(calls, cut, {{"period_start", shown_instant(start)}});
    }
}

void Groups::put_stores() {
    for (const auto& store : stores_in_order(records_, calls_)) {
        Calls own;
        for (const call::Call* call : calls_) {
            if (call->store == store) own.push_back(call);
        }
        Choice narrowed = choice_;
        narrowed.store = store;
        narrowed.without_store = !store;
        if (!own.empty()) put(own, narrowed, {{"store_id", id_or_null(store)}});
    }
}

void Groups::put_agents() {
    for (const std::string& ext : exts_in_order(records_, calls_)) {
        Calls own;
        for (const call::Call* call : calls_) {
            if (call->ext_number == ext) own.push_back(call);
        }
        if (own.empty()) continue;
        Choice narrowed = choice_;
        narrowed.ext = ext;
        put(own, narrowed, {{"ext", text_or_null(ext)}});
        // No list says "without an extension".
        if (ext.empty()) items.back().as_object()["drilldown"] = no_links;
    }
}

}  // namespace

Expected expected_qos(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    Groups groups(records, asker, question, expected);
    switch (question.group) {
        case Group::total:
            groups.put_total();
            break;
        case Group::hour:
            groups.put_times(Bucket::hour);
            break;
        case Group::day:
            groups.put_times(Bucket::day);
            break;
        case Group::store:
            groups.put_stores();
            break;
        case Group::agent:
            groups.put_agents();
            break;
    }
    put_page(expected.body, groups.items, question);
    return expected;
}

}  // namespace edgvoip::oracle
