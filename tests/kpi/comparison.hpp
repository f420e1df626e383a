#pragma once

#include <boost/json.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace edgvoip::oracle {

/// What an answer says otherwise than it should, and the links of its drilldowns.
struct Comparison {
    std::vector<std::string> differences;                     ///< the first few, with their place
    std::vector<std::pair<std::int64_t, std::string>> links;  ///< place in `Expected::links`, text
};

/// Compares an answer with the expected one, every member of every object. Inside a `drilldown` a
/// place of the expected stands for a text; what it does not name may be there as null.
Comparison compared(const boost::json::value& expected, const boost::json::value& got);

}  // namespace edgvoip::oracle
