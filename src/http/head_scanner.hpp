#pragma once

#include "http/admission.hpp"

#include <cstddef>
#include <string_view>

namespace http {

/// Watches the bytes of a request's header come in, and stops it at the first that a parser would
/// forgive or could not report: bare line ends, control characters, folded lines, any
/// Transfer-Encoding, too many or too long of anything, another HTTP version. Ends at the empty
/// line. One for each request.
class HeadScanner {
public:
    enum class Verdict { incomplete, complete, refused };

    /// `bytes` is all there is of the request so far, from its first byte on; goes on where it
    /// stopped. After `complete` or `refused` it is not called again.
    Verdict scan(std::string_view bytes);

    /// Bytes of the header with its empty line, once complete.
    std::size_t size() const { return position_; }
    /// Why, once refused.
    const Refusal& refusal() const { return refusal_; }

private:
    Verdict refuse(int status, std::string_view reason);
    Verdict end_line(std::string_view line);
    Verdict check_request_line(std::string_view line);
    Verdict check_field_line(std::string_view line);

    std::size_t position_ = 0;
    std::size_t line_start_ = 0;
    std::size_t lines_ = 0;
    Refusal refusal_;
};

}  // namespace http
