#include "examination.hpp"

#include "comparison.hpp"
#include "http/ascii.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <vector>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

std::string told(const std::string& target, const Asker& asker, const std::string& what) {
    std::string text = "GET " + target + "\n  of " + asker.tenant->id.uuid.text() + " in " +
                       asker.tenant->zone.name();
    if (asker.stores) {
        text += ", stores";
        for (const base::StoreId& store : *asker.stores)
            text += " " + store.uuid.text();
    }
    if (asker.exts) {
        text += ", exts";
        for (const std::string& ext : *asker.exts)
            text += " '" + ext + "'";
    }
    return text + (asker.masked ? ", masked" : "") + "\n  " + what + "\n";
}

bool has_header(const http::Answer& answer, std::string_view name) {
    for (const auto& [field, value] : answer.headers) {
        if (http::same_ignoring_case(field, name)) return true;
    }
    return false;
}

/// The ids of a list's first items, and how many there are.
json::object list_of(const Calls& calls) {
    constexpr std::size_t page_size_max = 500;
    json::array ids;
    for (std::size_t i = 0; i < calls.size() && i < page_size_max; ++i)
        ids.emplace_back(calls[i]->id.text);
    return {{"total", static_cast<std::int64_t>(calls.size())}, {"ids", std::move(ids)}};
}

json::object list_of(const json::object& body) {
    json::array ids;
    for (const json::value& item : body.at("items").as_array())
        ids.push_back(item.as_object().at("call_id"));
    return {{"total", body.at("total")}, {"ids", std::move(ids)}};
}

std::string follow(const Server& server, const Records& records, const Asker& asker,
                   const Link& link, const std::string& path) {
    const http::Answer answer = server.get(path + "&page_size=500", asker.token);
    if (answer.status != 200) return told(path, asker, "expected a list, got " + answer.body);
    const json::value body = json::parse(answer.body);
    const Comparison comparison =
        compared(list_of(calls_behind(link, records, asker)), list_of(body.as_object()));
    std::string text;
    for (const std::string& difference : comparison.differences)
        text += told(path, asker, difference);
    return text;
}

}  // namespace

std::string examine(const Server& server, const Records& records, const Asker& asker,
                    const Question& question, Chance& chance) {
    const Expected expected = expected_answer(records, asker, question);
    const http::Answer answer = server.get(question.target, asker.token);
    if (answer.status != expected.status)
        return told(question.target, asker,
                    "expected " + std::to_string(expected.status) + ", got " +
                        std::to_string(answer.status) + " " + answer.body.substr(0, 2000));
    if (answer.status != 200) return {};
    if (has_header(answer, "ETag") != question.to_given)
        return told(question.target, asker, "an ETag belongs to answers whose `to` was given");

    const Comparison comparison = compared(expected.body, json::parse(answer.body));
    std::string text;
    for (const std::string& difference : comparison.differences)
        text += told(question.target, asker, difference);
    if (!text.empty() || comparison.links.empty()) return text;
    const auto& [place, path] = chance.any_of(comparison.links);
    text = follow(server, records, asker, expected.links[static_cast<std::size_t>(place)], path);
    if (!text.empty()) text += "  by a link of " + question.target + "\n";
    return text;
}

}  // namespace edgvoip::oracle
