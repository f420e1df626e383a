#include "expected.hpp"
#include "figures.hpp"
#include "numbers.hpp"

#include <utility>

namespace edgvoip::oracle {

namespace json = boost::json;

namespace {

json::object item_of(const Figures& figures, const Drilldown& drilldown) {
    const std::int64_t failed = figures.ended(call::Disposition::failed);
    json::object item;
    item["total"] = figures.total;
    item["answered"] = figures.answered();
    item["missed"] = figures.missed;
    item["aht"] = mean(figures.talk_sec.of, figures.talk_sec.count, 0);
    item["asr"] = rate(figures.answered(), figures.total - failed);
    item["callbacks_due"] = figures.callbacks_due;
    item["avg_ring_sec"] = mean(figures.ring_sec.of, figures.ring_sec.count, 0);
    item["avg_mos"] = mean(figures.mos_centi.of, figures.mos_centi.count, 2);
    item["drilldown"] = drilldown.links_of({{"total", Behind::total},
                                            {"answered", Behind::answered},
                                            {"missed", Behind::missed},
                                            {"aht", Behind::answered},
                                            {"asr", Behind::seizures},
                                            {"callbacks_due", Behind::due},
                                            {"avg_ring_sec", Behind::answered},
                                            {"avg_mos", Behind::measured}});
    return item;
}

}  // namespace

Expected expected_by_store(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    const Calls calls = chosen(records.calls(), question.choice, asker);
    json::array items;
    for (const auto& store : stores_in_order(records, calls)) {
        Choice choice = question.choice;
        choice.store = store;
        choice.without_store = !store;
        const Calls own = chosen(records.calls(), choice, asker);
        const directory::Store* known = store ? records.tenant().store(*store) : nullptr;
        if (own.empty() && (known == nullptr || !asker.sees(*known))) continue;
        json::object item =
            item_of(figures_of(own, records), Drilldown(expected.links, std::move(choice)));
        item["store_id"] = id_or_null(store);
        item["store_name"] = text_or_null(known == nullptr ? "" : known->name);
        items.push_back(std::move(item));
    }
    put_page(expected.body, items, question);
    return expected;
}

}  // namespace edgvoip::oracle
