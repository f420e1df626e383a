#pragma once

#include "http/message.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::tests {

/// One request and the answer it must get, as a `.http` file says it:
///
///     ### title
///     GET /api/cdr?page=2
///     Authorization: Bearer {{a}}
///
///     200
///     Cache-Control: private, no-cache
///     !ETag
///
///     {"total": 9, "$ids": ["a1"]}
///
/// `{{name}}` is a token of the server under test; `!Name` says a header must be absent. The JSON
/// names what must be there: other members may be, arrays must be equal in length, `"*"` is any
/// text. `$ids` are the `call_id`s of `items`, `$errors` the parameters of `errors`, in order.
struct HttpCase {
    std::string file;
    std::string title;
    std::string method;
    std::string target;
    http::Headers headers;
    int status = 0;
    http::Headers expected_headers;
    std::vector<std::string> absent_headers;
    std::optional<boost::json::value> expected;
};

/// Every case of a file; throws std::runtime_error naming the line that is not understood.
std::vector<HttpCase> read_cases(const std::string& path);

/// Where `actual` does not have what `expected` names, as sentences; empty when it has all.
std::string difference(const boost::json::value& expected, const boost::json::value& actual,
                       const std::string& where = "$");

}  // namespace edgvoip::tests
