#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/api/door.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// Entity tags (RFC 9110 §8.8.3): a client that still has an answer need not get it again.
namespace edgvoip::api {

/// The tag of the answer to this request: another whenever the answer could be another one.
/// `change_seq` is the tenant's change that it shows, 0 for what no call has a part in. Only for
/// questions whose answer does not depend on the time of asking.
std::string etag_of(const ApiContext& context, const Visitor& visitor, const http::Request& request,
                    std::int64_t change_seq);

/// Whether the request's `If-None-Match` names the tag.
bool client_has(const http::Request& request, std::string_view etag);

/// 304: what the client has is still so.
http::Answer not_modified(std::string etag);

}  // namespace edgvoip::api
