#include "http/admission.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "http/ascii.hpp"
#include "http/percent_encoding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

namespace http {
namespace {

using Fault = std::optional<Refusal>;

std::vector<std::string_view> values_of(const Headers& fields, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto& [field, value] : fields) {
        if (same_ignoring_case(field, name)) values.push_back(value);
    }
    return values;
}

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

Method method_of(std::string_view name) {
    if (name == "GET") return Method::get;
    if (name == "HEAD") return Method::head;
    if (name == "OPTIONS") return Method::options;
    if (name == "POST") return Method::post;
    return Method::other;
}

Fault check_single_fields(const Headers& fields) {
    constexpr std::array<std::string_view, 4> singles = {"Host", "Authorization", "Content-Length",
                                                         "Content-Type"};
    for (const std::string_view name : singles) {
        if (values_of(fields, name).size() > 1) {
            return Refusal{400, "a header field that may come once is there twice"};
        }
    }
    return std::nullopt;
}

/// RFC 9112 section 3.2.
Fault check_host(const RequestHead& head) {
    const auto hosts = values_of(head.fields, "Host");
    if (hosts.empty() && head.minor_version == 0) return std::nullopt;
    if (hosts.empty()) return Refusal{400, "HTTP/1.1 needs a Host field"};
    const bool plain = std::all_of(hosts[0].begin(), hosts[0].end(), [](char c) {
        constexpr std::string_view marks = ".-_~:[]%!$&'()*+;=";
        return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
    });
    if (!plain) return Refusal{400, "the Host field is not a host"};
    return std::nullopt;
}

Fault read_path(std::string_view raw, std::string& path) {
    std::optional<std::string> decoded = percent_decode(raw, Plus::is_plus);
    if (!decoded) return Refusal{400, "the path has a bad percent-encoding"};
    // A slash that was encoded would mean a segment to us and a separator to a proxy.
    if (std::count(decoded->begin(), decoded->end(), '/') !=
        std::count(raw.begin(), raw.end(), '/')) {
        return Refusal{400, "the path has an encoded slash"};
    }
    if (decoded->find('\\') != std::string::npos) return Refusal{400, "the path has a backslash"};
    if (!base::is_valid_utf8(*decoded)) return Refusal{400, "the path is not UTF-8"};
    if (has_control_character(*decoded)) return Refusal{400, "the path has a control character"};
    path = std::move(*decoded);
    return std::nullopt;
}

Fault read_target(std::string_view target, Request& request) {
    if (target == "*" && request.method == Method::options) {
        request.path = target;
        return std::nullopt;
    }
    if (target.empty() || target.front() != '/') {
        return Refusal{400, "the request target does not start with /"};
    }
    const bool plain = std::all_of(target.begin(), target.end(),
                                   [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
    if (!plain) return Refusal{400, "the request target has a character that must be encoded"};
    const std::size_t mark = target.find('?');
    if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
    return read_path(target.substr(0, mark), request.path);
}

std::optional<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t length = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, length);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return length;
}

/// How long the body is, and who reads it.
Fault read_framing(const Headers& fields, bool bodies, std::size_t body_bytes_max,
                   Admitted& admitted) {
    if (!values_of(fields, "Transfer-Encoding").empty()) {
        return Refusal{501, "Transfer-Encoding is not taken here; send a Content-Length"};
    }
    const auto lengths = values_of(fields, "Content-Length");
    const auto length = lengths.empty() ? 0 : read_length(lengths[0]);
    if (!length) return Refusal{400, "Content-Length is not a whole number"};
    const Method method = admitted.request.method;
    if (method == Method::post && bodies) {
        if (lengths.empty()) return Refusal{411, "POST needs a Content-Length"};
        if (*length > body_bytes_max) return Refusal{413, "the body is too large"};
        admitted.body_bytes = static_cast<std::size_t>(*length);
    } else if (*length > 0) {
        if (method != Method::post && method != Method::other) {
            return Refusal{400, "GET, HEAD and OPTIONS have no body"};
        }
        admitted.body_unread = true;
    }
    return std::nullopt;
}

Fault read_expectation(const RequestHead& head, Admitted& admitted) {
    if (head.minor_version == 0) return std::nullopt;  // RFC 9110 section 10.1.1: ignored
    for (const std::string_view value : values_of(head.fields, "Expect")) {
        if (!same_ignoring_case(value, "100-continue")) {
            return Refusal{417, "only 100-continue may be expected"};
        }
        admitted.expects_continue = true;
    }
    return std::nullopt;
}

bool has_token(const std::vector<std::string_view>& values, std::string_view token) {
    for (std::string_view rest : values) {
        while (!rest.empty()) {
            const std::string_view entry = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
            if (same_ignoring_case(without_spaces(entry), token)) return true;
        }
    }
    return false;
}

bool wants_keep_alive(const RequestHead& head) {
    const auto values = values_of(head.fields, "Connection");
    if (has_token(values, "close")) return false;
    return head.minor_version == 1 || has_token(values, "keep-alive");
}

}  // namespace

std::variant<Admitted, Refusal> admit(RequestHead head, bool bodies, std::size_t body_bytes_max) {
    Admitted admitted;
    Request& request = admitted.request;
    request.method = method_of(head.method);
    request.method_name = std::move(head.method);
    if (const Fault fault = check_single_fields(head.fields)) return *fault;
    if (const Fault fault = check_host(head)) return *fault;
    if (const Fault fault = read_target(head.target, request)) return *fault;
    if (const Fault fault = read_framing(head.fields, bodies, body_bytes_max, admitted))
        return *fault;
    if (const Fault fault = read_expectation(head, admitted)) return *fault;
    admitted.keep_alive = wants_keep_alive(head) && !admitted.body_unread;
    if (const auto id = sane_request_id(head.fields)) request.request_id = *id;
    request.headers = std::move(head.fields);
    return admitted;
}

std::optional<std::string_view> sane_request_id(const Headers& headers) {
    const auto ids = values_of(headers, "X-Request-Id");
    if (ids.size() != 1 || ids[0].empty()) return std::nullopt;
    if (ids[0].size() > base::limits::request_id_bytes_max) return std::nullopt;
    const bool sane = std::all_of(ids[0].begin(), ids[0].end(), [](char c) {
        return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
    });
    return sane ? std::optional(ids[0]) : std::nullopt;
}

}  // namespace http
