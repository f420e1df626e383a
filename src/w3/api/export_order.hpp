#pragma once

#include "http/message.hpp"
#include "w3/exports/column.hpp"
#include "w3/exports/format.hpp"
#include "w3/exports/words.hpp"

#include <string>
#include <variant>
#include <vector>

namespace w3::api {

/// What somebody orders.
struct ExportOrder {
    exports::Format format = exports::Format::xlsx;
    exports::Language language = exports::Language::italian;
    std::vector<exports::Column> columns;  ///< at least one, each once
    std::string query;
};

/// The order of a request's body, or the problem (400 for its form, 422 for values).
std::variant<ExportOrder, http::Answer> read_export_order(const http::Request& request);

}  // namespace w3::api
