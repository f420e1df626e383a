#pragma once

#include "edgvoip/query/call_question.hpp"
#include "http/query_parameters.hpp"

#include <array>
#include <initializer_list>
#include <string_view>

namespace edgvoip::api {

/// What the call list can be asked for, beside which part of it.
constexpr std::array<std::string_view, 18> call_parameters = {
    "from",         "to",      "direction", "disposition",   "did_e164",      "ext",
    "store_id",     "number",  "q",         "min_billsec",   "max_billsec",   "min_ring_sec",
    "max_ring_sec", "max_mos", "has_mos",   "has_recording", "missed_reason", "sort"};

/// Reads `from`, `to` and these others of the parameters that choose calls in lists and figures:
/// `direction`, `missed_reason`, `did_e164`, `ext`, `store_id`.
query::FilterWords read_filter_words(http::QueryParameters& parameters,
                                     std::initializer_list<std::string_view> names);

/// Reads these, `page` and `page_size`.
query::CallWords read_call_words(http::QueryParameters& parameters);

}  // namespace edgvoip::api
