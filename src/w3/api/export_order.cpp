#include "w3/api/export_order.hpp"

#include "http/problem.hpp"
#include "w3/api/export_query.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>
#include <utility>

namespace w3::api {
namespace {

using Errors = std::vector<http::ParameterError>;

std::vector<exports::Column> columns_of(const std::vector<std::string>& names, Errors& wrongs) {
    std::vector<exports::Column> columns;
    for (const std::string& name : names) {
        const auto column = exports::column_of(name);
        if (!column) {
            wrongs.push_back(
                wrong("columns", Reason::no_column, "has '" + name + "', which is no column"));
        } else if (std::find(columns.begin(), columns.end(), *column) != columns.end()) {
            wrongs.push_back(wrong("columns", Reason::twice, "has '" + name + "' twice"));
        } else {
            columns.push_back(*column);
        }
    }
    return columns;
}

}  // namespace

std::variant<ExportOrder, http::Answer> read_export_order(const http::Request& request) {
    JsonBody body(request.body);
    const std::string format_name = body.text("format", limits::export_name_bytes_max);
    const std::string language_name = body.text("language", limits::export_name_bytes_max);
    const auto names =
        body.texts("columns", limits::export_columns_max, limits::export_name_bytes_max);
    ExportOrder order;
    order.query = body.secret("query", limits::search_query_bytes_max);
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    Errors wrongs;
    const auto format = exports::format_of(format_name);
    if (!format) wrongs.push_back(wrong("format", Reason::no_choice, "is not xlsx, csv-it or csv"));
    const auto language = exports::language_of(language_name);
    if (!language) wrongs.push_back(wrong("language", Reason::no_choice, "is not it or en"));
    order.columns = columns_of(names, wrongs);
    if (auto fault = query_fault(order.query)) {
        wrongs.push_back(wrong("query", Reason::query_refused, std::move(*fault)));
    }
    if (!wrongs.empty()) return refused_values(std::move(wrongs), request);
    order.format = *format;
    order.language = *language;
    return order;
}

}  // namespace w3::api
