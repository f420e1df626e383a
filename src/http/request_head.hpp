#pragma once

#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace http {

/// A request's header taken apart, nothing judged yet.
struct RequestHead {
    std::string method;
    std::string target;     ///< as it came
    int minor_version = 1;  ///< of HTTP/1.x: 0 or 1
    Headers fields;         ///< values without the spaces around them
};

/// Reads a whole header, its empty line included, with Boost.Beast's parser; nothing when that
/// refuses it. What the parser would forgive or lose must be looked for before (HeadScanner) and
/// after (admit). Any thread.
std::optional<RequestHead> parse_request_head(std::string_view bytes);

}  // namespace http
