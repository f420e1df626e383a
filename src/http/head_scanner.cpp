#include "http/head_scanner.hpp"

#include "base/limits.hpp"
#include "http/ascii.hpp"
#include "http/byte_blocks.hpp"

#include <algorithm>

namespace http {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// `HTTP/2.0` and the like; what is no version at all is left to the parser.
bool is_other_version(std::string_view word) {
    const bool version = word.size() == 8 && word.substr(0, 5) == "HTTP/" && is_digit(word[5]) &&
                         word[6] == '.' && is_digit(word[7]);
    return version && word != "HTTP/1.0" && word != "HTTP/1.1";
}

}  // namespace

HeadScanner::Verdict HeadScanner::refuse(int status, std::string_view reason) {
    refusal_ = {status, reason};
    return Verdict::refused;
}

HeadScanner::Verdict HeadScanner::scan(std::string_view bytes) {
    for (; position_ < bytes.size(); ++position_) {
        if (position_ == line_start_) {
            const std::string_view most = bytes.substr(0, base::limits::http_header_bytes_max);
            position_ += bytes_in_plain_blocks(most.substr(std::min(position_, most.size())),
                                               [](char c) { return is_control_byte(c); });
            if (position_ == bytes.size()) break;
        }
        if (position_ >= base::limits::http_header_bytes_max) {
            return lines_ == 0 ? refuse(414, "the request target is too long")
                               : refuse(431, "the header is too large");
        }
        const char c = bytes[position_];
        const bool behind_cr = position_ > line_start_ && bytes[position_ - 1] == '\r';
        if (c == '\n' && behind_cr) {
            const Verdict verdict =
                end_line(bytes.substr(line_start_, position_ - 1 - line_start_));
            line_start_ = position_ + 1;
            if (verdict == Verdict::complete) ++position_;
            if (verdict != Verdict::incomplete) return verdict;
        } else if (c == '\n' || behind_cr) {
            return refuse(400, "a line of the header does not end with CR LF");
        } else if (is_control_byte(c) && c != '\r' && c != '\t') {
            return refuse(400, "the header has a control character");
        }
    }
    return Verdict::incomplete;
}

HeadScanner::Verdict HeadScanner::end_line(std::string_view line) {
    ++lines_;
    if (lines_ == 1) return check_request_line(line);
    if (line.empty()) return Verdict::complete;
    return check_field_line(line);
}

HeadScanner::Verdict HeadScanner::check_request_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return refuse(400, "the request line is not a method, a target and a version");
    }
    if (last - first - 1 > base::limits::http_target_bytes_max) {
        return refuse(414, "the request target is too long");
    }
    if (is_other_version(line.substr(last + 1))) {
        return refuse(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    }
    return Verdict::incomplete;
}

HeadScanner::Verdict HeadScanner::check_field_line(std::string_view line) {
    if (line.front() == ' ' || line.front() == '\t') {
        return refuse(400, "a header field is folded over several lines");
    }
    if (lines_ - 1 > base::limits::http_header_fields_max) {
        return refuse(431, "the header has too many fields");
    }
    // The parser has an opinion of its own on these and would answer something else.
    if (same_ignoring_case(line.substr(0, line.find(':')), "Transfer-Encoding")) {
        return refuse(501, "Transfer-Encoding is not taken here; send a Content-Length");
    }
    return Verdict::incomplete;
}

}  // namespace http
