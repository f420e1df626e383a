#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTTP as a service speaks it; knows nothing of calls.
namespace http {

class EventStream;
class FileBody;

enum class Method { get, head, options, post, other };

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The value of the first field of that name (any case); nothing when there is none.
std::optional<std::string_view> first_value(const Headers& headers, std::string_view name);

/// One request, already admitted: sizes, framing and characters of the target are in order.
struct Request {
    Method method = Method::get;
    std::string method_name = "GET";
    std::string path;   ///< percent-decoded, starts with `/`
    std::string query;  ///< as it came, behind the `?`, not decoded
    Headers headers;
    std::string body;
    std::string request_id;      ///< taken from X-Request-Id when sane, else made
    std::string client_address;  ///< the peer's address without port; `unix` at a Unix socket
    bool is_repeated = false;    ///< given to its handler once more; its client sent it once
    base::Instant received;

    /// Values of the path pattern's `{name}` parts, set by the router.
    std::vector<std::pair<std::string, std::string>> path_values;

    /// The first field of that name (any case); nothing when there is none.
    std::optional<std::string_view> header(std::string_view name) const;
    /// The value of a `{name}` part; check()s that the pattern has it.
    const std::string& path_value(std::string_view name) const;
};

/// What is said back. `Content-Length`, `Date`, `Connection` and `X-Request-Id` are the server's.
struct Answer {
    int status = 200;
    std::string content_type = "application/json";
    Headers headers;
    std::string body;
    /// The body instead, when it is a file (http/file_body.hpp). One that becomes shorter while it
    /// is sent ends the connection.
    std::shared_ptr<const FileBody> file;
    /// The body instead, when it goes on (http/event_stream.hpp). It has no length: the connection
    /// ends with it.
    std::shared_ptr<EventStream> events;

    /// How many items a list's body has, and whose data it is; for those who keep account.
    std::optional<std::int64_t> items;
    std::string about;
};

/// Gives the answer to a request: from any thread, at any time. Only the first call counts, and
/// none does once the connection or the server is gone. When the last copy goes without a call,
/// the request is answered 500.
using Reply = std::function<void(Answer)>;

/// Answers a request now or later, through the reply.
using LaterHandler = std::function<void(Request, Reply)>;

}  // namespace http
