#include "edgvoip/api/list_answer.hpp"

#include "base/limits.hpp"
#include "http/percent_encoding.hpp"

#include <algorithm>
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

/// The request's query without its `page`, every piece followed by `&`.
std::string other_parameters(std::string_view query) {
    std::string out;
    while (!query.empty()) {
        const std::string_view piece = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(piece.size() + 1, query.size()));
        const auto name =
            http::percent_decode(piece.substr(0, piece.find('=')), http::Plus::is_space);
        if (name != "page") out += link_safe(piece) + "&";
    }
    return out;
}

std::string link_header(const http::Request& request, const query::PageRequest& page,
                        std::int64_t total) {
    const std::int64_t last = page.last_page(total);
    const std::string base = request.path + "?" + other_parameters(request.query) + "page=";
    std::string out;
    const auto add = [&](std::int64_t number, std::string_view relation) {
        if (!out.empty()) out += ", ";
        out += "<" + base + std::to_string(number) + ">; rel=\"" + std::string(relation) + "\"";
    };
    add(1, "first");
    if (page.page > 1) add(std::min(page.page - 1, last), "prev");
    if (page.page < last) add(page.page + 1, "next");
    add(last, "last");
    return out;
}

}  // namespace

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

http::Answer list_answer(const http::Request& request, const query::PageRequest& page,
                         std::int64_t total,
                         const std::function<void(http::JsonWriter&)>& write_items) {
    http::Answer answer = data_answer();
    http::JsonWriter json(answer.body);
    json.begin_object();
    json.key("items");
    json.begin_array();
    write_items(json);
    json.end_array();
    json.field("page", page.page);
    json.field("page_size", page.page_size);
    json.field("total", total);
    json.key("next_cursor");
    json.null();
    json.end_object();
    answer.headers.emplace_back("Link", link_header(request, page, total));
    return answer;
}

}  // namespace edgvoip::api
