#include "expected.hpp"

#include "instant_text.hpp"

#include <algorithm>
#include <set>

namespace edgvoip::oracle {

namespace json = boost::json;

json::value text_or_null(const std::string& text) {
    if (text.empty()) return nullptr;
    return json::value(text);
}

json::value id_or_null(const std::optional<base::StoreId>& store) {
    return text_or_null(store ? store->uuid.text() : "");
}

void put_page(json::object& body, const json::array& all, const Question& question) {
    json::array items;
    const auto total = static_cast<std::int64_t>(all.size());
    const std::int64_t first = (question.page - 1) * question.page_size;
    for (std::int64_t i = first; i < std::min(first + question.page_size, total); ++i)
        items.push_back(all[static_cast<std::size_t>(i)]);
    body["items"] = items;
    body["page"] = question.page;
    body["page_size"] = question.page_size;
    body["total"] = total;
    body["next_cursor"] = nullptr;
}

std::vector<std::optional<base::StoreId>> stores_in_order(const Records& records,
                                                          const Calls& calls) {
    std::vector<std::optional<base::StoreId>> stores;
    std::set<base::StoreId> others;
    for (const call::Call* call : calls) {
        if (call->store) others.insert(*call->store);
    }
    for (const directory::Store& store : records.tenant().stores) {
        stores.emplace_back(store.id);
        others.erase(store.id);
    }
    for (const base::StoreId& store : others)
        stores.emplace_back(store);
    stores.emplace_back();
    return stores;
}

std::vector<std::string> exts_in_order(const Records& records, const Calls& calls) {
    std::set<std::pair<std::size_t, std::string>> exts;
    for (const directory::Extension& extension : records.tenant().extensions)
        exts.emplace(extension.ext.size(), extension.ext);
    for (const call::Call* call : calls)
        exts.emplace(call->ext_number.size(), call->ext_number);
    exts.erase({0, ""});
    std::vector<std::string> ordered;
    ordered.reserve(exts.size() + 1);
    for (const auto& [length, ext] : exts)
        ordered.push_back(ext);
    ordered.emplace_back();
    return ordered;
}

Expected expected_answer(const Records& records, const Asker& asker, const Question& question) {
    Expected expected;
    if (question.choice.from >= question.choice.to) {
        expected.status = 400;
        return expected;
    }
    switch (question.endpoint) {
        case Endpoint::summary:
            expected = expected_summary(records, asker, question);
            break;
        case Endpoint::by_store:
            expected = expected_by_store(records, asker, question);
            break;
        case Endpoint::by_agent:
            expected = expected_by_agent(records, asker, question);
            break;
        case Endpoint::missed:
            expected = expected_missed(records, asker, question);
            break;
        case Endpoint::qos:
            expected = expected_qos(records, asker, question);
            break;
        case Endpoint::series:
            expected = expected_series(records, asker, question);
            break;
        case Endpoint::heatmap:
            expected = expected_heatmap(records, asker, question);
            break;
    }
    expected.body["from"] = shown_instant(question.choice.from);
    expected.body["to"] = shown_instant(question.choice.to);
    return expected;
}

}  // namespace edgvoip::oracle
