#pragma once

#include "http/client.hpp"
#include "http/message.hpp"
#include "w3/api/door.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace w3::api {

/// What edgvoip answers to the visitor's own token, or the problem to answer instead: it is away
/// (503), or takes no token of W3 (503).
std::variant<http::Response, http::Answer> response_of_edgvoip(const Context& context,
                                                               const http::Request& request,
                                                               const Visitor& visitor,
                                                               const std::string& target,
                                                               std::string_view if_none_match);

/// The response as an answer: status, body, and the fields that are for the pages.
http::Answer handed_back(http::Response response);

}  // namespace w3::api
