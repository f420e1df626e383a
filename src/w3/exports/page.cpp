#include "w3/exports/page.hpp"

#include "w3/reader/json_text.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace w3::exports {

base::Result<Page> read_page(std::string_view body) {
    boost::system::error_code error;
    boost::json::value read = boost::json::parse({body.data(), body.size()}, error);
    const boost::json::value* total = error ? nullptr : reader::member(read, "total");
    if (total == nullptr || !total->is_int64()) {
        return base::corrupt("an answer of edgvoip is no page of a list");
    }
    auto* items = read.get_object().if_contains("items");
    if (items == nullptr || !items->is_array()) {
        return base::corrupt("an answer of edgvoip is a list without items");
    }
    Page page;
    page.total = total->get_int64();
    page.next_cursor = reader::text_member(read, "next_cursor");
    page.items = std::move(items->get_array());
    return page;
}

}  // namespace w3::exports
