#pragma once

#include "base/error.hpp"

#include <boost/json/array.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace w3::exports {

/// One page of a list of edgvoip's.
struct Page {
    boost::json::array items;
    std::int64_t total = 0;
    std::string next_cursor;  ///< empty: it is the last
};

/// Reads the body of an answer. Fault::corrupt when it is no page of a list.
base::Result<Page> read_page(std::string_view body);

}  // namespace w3::exports
