#include "edgvoip/api/call_words.hpp"

#include "base/limits.hpp"
#include "edgvoip/api/list_answer.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace edgvoip::api {
namespace {

using query::FilterWords;
using Word = std::optional<std::string> FilterWords::*;

constexpr std::array<std::pair<std::string_view, Word>, 5> filter_words = {{
    {"direction", &FilterWords::direction},
    {"missed_reason", &FilterWords::missed_reason},
    {"did_e164", &FilterWords::did_e164},
    {"ext", &FilterWords::ext},
    {"store_id", &FilterWords::store_id},
}};

Word word_of(std::string_view name) {
    const auto found = std::find_if(filter_words.begin(), filter_words.end(),
                                    [&](const auto& known) { return known.first == name; });
    base::check(found != filter_words.end(), "only known parameters are read");
    return found->second;
}

}  // namespace

query::FilterWords read_filter_words(http::QueryParameters& parameters,
                                     std::initializer_list<std::string_view> names) {
    query::FilterWords words;
    words.from = parameters.text("from");
    words.to = parameters.text("to");
    for (const std::string_view name : names)
        words.*word_of(name) = parameters.text(name);
    return words;
}

query::CallWords read_call_words(http::QueryParameters& parameters) {
    constexpr std::int64_t seconds_max = base::limits::parameter_seconds_max;
    query::CallWords words;
    static_cast<FilterWords&>(words) = read_filter_words(
        parameters, {"direction", "missed_reason", "did_e164", "ext", "store_id"});
    words.disposition = parameters.text("disposition");
    words.number = parameters.text("number");
    words.q = parameters.text("q");
    words.min_billsec = parameters.integer("min_billsec", 0, seconds_max);
    words.max_billsec = parameters.integer("max_billsec", 0, seconds_max);
    words.min_ring_sec = parameters.integer("min_ring_sec", 0, seconds_max);
    words.max_ring_sec = parameters.integer("max_ring_sec", 0, seconds_max);
    words.max_mos_centi =
        parameters.decimal("max_mos", 2, call::mos_centi_min, call::mos_centi_max);
    words.has_mos = parameters.boolean("has_mos");
    words.has_recording = parameters.boolean("has_recording");
    words.sort = parameters.text("sort");
    words.page = read_page(parameters);
    return words;
}

}  // namespace edgvoip::api
