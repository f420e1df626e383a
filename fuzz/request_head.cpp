// A request's header, from its bytes to its admission.
#include "http/request_head.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "http/admission.hpp"
#include "http/ascii.hpp"
#include "http/head_scanner.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace {

using Verdict = http::HeadScanner::Verdict;

/// However the bytes come, they mean the same.
void check_pieces(std::string_view bytes, const http::HeadScanner& whole, Verdict verdict) {
    http::HeadScanner scanner;
    Verdict in_pieces = Verdict::incomplete;
    for (std::size_t size = 1; size <= bytes.size() && in_pieces == Verdict::incomplete; ++size)
        in_pieces = scanner.scan(bytes.substr(0, size));
    base::check(in_pieces == verdict, "pieces are judged as the whole is");
    if (verdict == Verdict::complete)
        base::check(scanner.size() == whole.size(), "and end where it ends");
    if (verdict == Verdict::refused)
        base::check(scanner.refusal() == whole.refusal(), "and are refused for the same");
}

void check_refusal(const http::Refusal& refusal) {
    base::check(refusal.status >= 400 && refusal.status <= 505, "a refusal is an error");
    base::check(!refusal.reason.empty(), "and says why");
}

void check_head(std::string_view bytes, const http::RequestHead& head) {
    base::check(bytes.size() <= base::limits::http_header_bytes_max, "a header has its size");
    base::check(bytes.ends_with("\r\n\r\n"), "a header ends with an empty line");
    base::check(head.minor_version == 0 || head.minor_version == 1, "HTTP/1.0 or HTTP/1.1");
    base::check(head.target.size() <= base::limits::http_target_bytes_max, "a target has its size");
    base::check(head.fields.size() <= base::limits::http_header_fields_max, "fields are counted");
    for (const auto& [name, value] : head.fields) {
        base::check(!name.empty() && name.find_first_of(" \t:\r\n") == std::string::npos,
                    "a field has a name");
        base::check(std::all_of(value.begin(), value.end(),
                                [](char c) { return c == '\t' || !http::is_control_byte(c); }),
                    "a value has no control character");
        base::check(!http::same_ignoring_case(name, "Transfer-Encoding"), "lengths are numbers");
    }
}

void check_admitted(const http::Admitted& admitted, std::string_view target, bool bodies) {
    const http::Request& request = admitted.request;
    const bool server_wide = request.path == "*" && request.method == http::Method::options;
    base::check(request.path.starts_with('/') || server_wide, "a path starts with /");
    base::check(base::is_valid_utf8(request.path), "a path is UTF-8");
    base::check(!http::has_control_character(request.path), "a path has no control character");
    base::check(request.path.find('\\') == std::string::npos, "a path has no backslash");
    base::check(std::count(request.path.begin(), request.path.end(), '/') ==
                    std::count(target.begin(),
                               target.begin() + std::min(target.find('?'), target.size()), '/'),
                "a path has the segments that a proxy sees");
    base::check(target.ends_with(request.query), "a query is as it came");
    base::check(!http::has_control_character(request.query), "and has no control character");
    base::check(admitted.body_bytes <= base::limits::record_bytes_max, "a body has its size");
    base::check(admitted.body_bytes == 0 || (bodies && request.method == http::Method::post),
                "only POST has a body, where bodies are taken");
    base::check(!admitted.body_unread || !admitted.keep_alive,
                "what nobody reads is not taken for the next request");
    base::check(request.request_id.size() <= base::limits::request_id_bytes_max &&
                    request.request_id.find_first_of("\"\\ \t") == std::string::npos,
                "a request's id can stand anywhere");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    http::HeadScanner scanner;
    const Verdict verdict = scanner.scan(bytes);
    check_pieces(bytes, scanner, verdict);
    if (verdict == Verdict::refused) check_refusal(scanner.refusal());
    if (verdict != Verdict::complete) return 0;

    const std::string_view header = bytes.substr(0, scanner.size());
    const auto head = http::parse_request_head(header);
    if (!head) return 0;
    check_head(header, *head);
    for (const bool bodies : {false, true}) {
        const auto judged = http::admit(*head, bodies);
        if (const auto* refusal = std::get_if<http::Refusal>(&judged)) {
            check_refusal(*refusal);
        } else {
            check_admitted(std::get<http::Admitted>(judged), head->target, bodies);
        }
    }
    return 0;
}
