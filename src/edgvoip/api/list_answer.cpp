#include "edgvoip/api/list_answer.hpp"

#include "base/limits.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "http/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace edgvoip::api {
namespace {

/// A query's raw text as it may stand between `<` and `>` of a Link header.
std::string link_safe(std::string_view raw) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : raw) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7f || c == '<' || c == '>' || c == '"') {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 0xf];
        } else {
            out += c;
        }
    }
    return out;
}

std::string link_header(const ListFrame& frame) {
    const std::string base = frame.path + "?";
    const std::string by_page = base + link_safe(frame.query) + (frame.query.empty() ? "" : "&");
    std::string out;
    const auto add = [&out](const std::string& target, std::string_view relation) {
        if (!out.empty()) out += ", ";
        out.append("<").append(target).append(">; rel=\"").append(relation).append("\"");
    };
    const auto add_page = [&](std::int64_t number, std::string_view relation) {
        add(by_page + "page=" + std::to_string(number), relation);
    };
    add_page(1, "first");
    if (frame.is_by_cursor) {
        if (frame.next_cursor) add(base + "cursor=" + *frame.next_cursor, "next");
        return out;
    }
    const std::int64_t page = frame.page.page;
    const std::int64_t last = frame.page.last_page(frame.total);
    if (page > 1) add_page(std::min(page - 1, last), "prev");
    if (page < last) add_page(page + 1, "next");
    add_page(last, "last");
    return out;
}

}  // namespace

std::string pieces_of(std::string_view query, std::span<const std::string_view> names, bool kept) {
    std::string out;
    while (!query.empty()) {
        const std::string_view piece = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(piece.size() + 1, query.size()));
        const auto name =
            http::percent_decode(piece.substr(0, piece.find('=')), http::Plus::is_space);
        const bool is_named = name && std::find(names.begin(), names.end(), *name) != names.end();
        if (is_named != kept || piece.empty()) continue;
        if (!out.empty()) out += '&';
        out += piece;
    }
    return out;
}

query::PageRequest read_page(http::QueryParameters& parameters) {
    query::PageRequest page;
    page.page = parameters.integer("page", 1, base::limits::page_max).value_or(page.page);
    page.page_size =
        parameters.integer("page_size", 1, base::limits::page_size_max).value_or(page.page_size);
    return page;
}

void reject_all(http::QueryParameters& parameters, const query::ParameterFaults& faults) {
    for (const query::ParameterFault& fault : faults) {
        parameters.reject(fault.parameter, fault.reason);
    }
}

http::Answer data_answer() {
    http::Answer answer;
    answer.headers.emplace_back("Cache-Control", "private, no-cache");
    return answer;
}

ListFrame page_frame(const http::Request& request, const query::PageRequest& page,
                     std::int64_t total) {
    static constexpr std::array<std::string_view, 1> only_page = {"page"};
    return {.path = request.path,
            .query = pieces_of(request.query, only_page, false),
            .page = page,
            .total = total,
            .next_cursor = std::nullopt};
}

http::Answer list_answer(const ListFrame& frame,
                         const std::function<void(http::JsonWriter&)>& write_items) {
    http::Answer answer = data_answer();
    http::JsonWriter json(answer.body);
    json.begin_object();
    json.key("items");
    json.begin_array();
    write_items(json);
    json.end_array();
    json.field("page", frame.page.page);
    json.field("page_size", frame.page.page_size);
    json.field("total", frame.total);
    json.field_or_null("next_cursor", frame.next_cursor.value_or(""));
    if (frame.interval) write_interval(json, *frame.interval);
    if (frame.as_of) write_instant(json, "as_of", frame.as_of);
    json.end_object();
    answer.headers.emplace_back("Link", link_header(frame));
    return answer;
}

}  // namespace edgvoip::api
