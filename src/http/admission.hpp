#pragma once

#include "base/limits.hpp"
#include "http/message.hpp"
#include "http/request_head.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace http {

/// Why a request is not let in; it is answered so, and the connection closed.
struct Refusal {
    int status = 400;
    std::string_view reason;  ///< a sentence for the client's developer; never quotes the request

    bool operator==(const Refusal&) const = default;
};

/// A request whose header may be believed, and how its bytes on the connection go on.
struct Admitted {
    Request request;             ///< body, client_address and received are still to come
    std::size_t body_bytes = 0;  ///< to be read behind the header
    bool body_unread = false;    ///< a body follows that nobody will take: answer, then close
    bool keep_alive = false;     ///< what the client asks for
    bool expects_continue = false;
};

/// Judges a parsed header as RFC 9112 and our own narrower rules have it: framing by one
/// Content-Length alone, one Host, a target that means one thing only. `bodies`: whether POST takes
/// a body here, of at most `body_bytes_max`. Pure; any thread.
std::variant<Admitted, Refusal> admit(RequestHead head, bool bodies,
                                      std::size_t body_bytes_max = base::limits::record_bytes_max);

/// The value of X-Request-Id when there is exactly one, of 1 to `limits::request_id_bytes_max`
/// characters of [A-Za-z0-9._-].
std::optional<std::string_view> sane_request_id(const Headers& headers);

}  // namespace http
