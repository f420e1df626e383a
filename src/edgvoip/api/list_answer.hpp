#pragma once

#include "edgvoip/query/interval.hpp"
#include "edgvoip/query/page_request.hpp"
#include "edgvoip/query/parameter_fault.hpp"
#include "http/json_writer.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace edgvoip::api {

/// Reads `page` and `page_size`.
query::PageRequest read_page(http::QueryParameters& parameters);

/// Rejects what only the meaning of the parameters shows to be wrong.
void reject_all(http::QueryParameters& parameters, const query::ParameterFaults& faults);

/// Tenant data as an answer: kept by nobody without asking again.
http::Answer data_answer();

/// A query's pieces of these names, `&` between them, as they came; with `kept` false, all others.
std::string pieces_of(std::string_view query, std::span<const std::string_view> names, bool kept);

/// Which part of a list an answer is.
struct ListFrame {
    std::string path;
    std::string query;  ///< what all parts of the list are asked with, as it came
    query::PageRequest page;
    std::int64_t total = 0;
    std::optional<std::string> next_cursor;
    bool is_by_cursor = false;  ///< then it links to what a cursor can find: the first, the next
    std::optional<query::Interval> interval = std::nullopt;  ///< written, too, when it is there
    std::optional<base::Instant> as_of = std::nullopt;       ///< likewise
};

/// The frame of every list, `{"items":[…],"page":…,"page_size":…,"total":…,"next_cursor":…}`, with
/// a `Link` header (RFC 8288) to its other parts; with an interval `from` and `to` at its end.
http::Answer list_answer(const ListFrame& frame,
                         const std::function<void(http::JsonWriter&)>& write_items);

/// The frame of one page that the request asks for by its number, without a cursor.
ListFrame page_frame(const http::Request& request, const query::PageRequest& page,
                     std::int64_t total);

}  // namespace edgvoip::api
