#include "expected.hpp"
#include "figures.hpp"
#include "numbers.hpp"

#include <utility>

namespace edgvoip::oracle {

namespace json = boost::json;

namespace {

json::object item_of(const Figures& figures, const Drilldown& drilldown) {
    json::object item;
    item["total"] = figures.total;
    item["answered"] = figures.answered();
    item["missed"] = figures.missed;
    item["aht"] = mean(figures.talk_sec.of, figures.talk_sec.count, 0);
    item["avg_mos"] = mean(figures.mos_centi.of, figures.mos_centi.count, 2);
    item["inbound"] = figures.in(call::Direction::in);
    item["outbound"] = figures.in(call::Direction::out);
    item["internal"] = figures.in(call::Direction::internal);
    item["talk_time_sec"] = figures.talk_sec.of;
    item["drilldown"] = drilldown.links_of({{"total", Behind::total},
                                            {"answered", Behind::answered},
                                            {"missed", Behind::missed},
                                            {"aht", Behind::answered},
                                            {"avg_mos", Behind::measured},
                                            {"inbound", Behind::inbound},
                                            {"outbound", Behind::outbound},
                                            {"internal", Behind::internal},
                                            {"talk_time_sec", Behind::answered}});
    return item;
}

/// Whether an extension of the directory is listed though it has no call.
bool is_listed(const directory::Extension& extension, const Choice& choice, const Asker& asker) {
    if (!asker.sees(extension)) return false;
    if (choice.without_store) return !extension.store;
    return !choice.store || extension.store == choice.store;
}

}  // namespace

Expected expected_by_agent(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    const Calls calls = chosen(records.calls(), question.choice, asker);
    json::array items;
    for (const std::string& ext : exts_in_order(records, calls)) {
        if (ext.empty()) continue;
        Choice choice = question.choice;
        choice.ext = ext;
        const Calls own = chosen(records.calls(), choice, asker);
        const directory::Extension* known = records.tenant().extension(ext);
        if (own.empty() && (known == nullptr || !is_listed(*known, choice, asker))) continue;
        json::object item =
            item_of(figures_of(own, records), Drilldown(expected.links, std::move(choice)));
        item["ext"] = ext;
        item["user_id"] = text_or_null(known == nullptr ? "" : known->user_id);
        item["display_name"] = text_or_null(known == nullptr ? "" : known->display_name);
        item["store_id"] = id_or_null(known == nullptr ? std::nullopt : known->store);
        items.push_back(std::move(item));
    }
    put_page(expected.body, items, question);
    return expected;
}

}  // namespace edgvoip::oracle
