#pragma once

#include "base/instant.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace http {

/// What the server adds to an answer.
struct AnswerFraming {
    std::string_view request_id;
    std::string_view date;  ///< see HttpDate
    bool keep_alive = true;
    bool tls = false;  ///< tells the client to come by TLS alone from now on (RFC 6797)
};

/// Appends the status line and all fields with the empty line. check()s that the handler's answer
/// cannot break the framing: a final status, one body, no line ends in its fields, none of the
/// fields that are the server's. A body that goes on has no Content-Length.
void write_answer_head(std::string& out, const Answer& answer, const AnswerFraming& framing);

/// Of the body that an answer has, in memory or in a file; not of one that goes on.
std::int64_t body_bytes(const Answer& answer);

/// False for 204 and 304, which have neither body nor length.
bool status_has_body(int status);

/// The text of a Date field (RFC 9110 section 5.6.7), made once a second. Not for several threads.
class HttpDate {
public:
    /// `Thu, 30 Oct 2025 09:12:05 GMT`; valid until the next call.
    std::string_view text(base::Instant now);

private:
    std::int64_t second_ = -1;
    std::string text_;
};

}  // namespace http
