#include "edgvoip/source/freeswitch/cdr_body.hpp"

#include "edgvoip/source/freeswitch/cdr_values.hpp"

#include <algorithm>
#include <cstdint>

namespace edgvoip::source::freeswitch {
namespace {

// `"variables":{` and what may follow its end, as FreeSWITCH's url_encode writes them: commas stay.
constexpr std::string_view variables_begin = "%22variables%22%3A%7B";
constexpr std::string_view variables_ends[] = {"%22%7D,%22app_log%22%3A",
                                               "%22%7D,%22callflow%22%3A"};
constexpr std::string_view quote_and_brace = "%22%7D";

std::size_t end_of_variables(std::string_view body, std::size_t from) {
    std::size_t end = std::string_view::npos;
    for (const std::string_view mark : variables_ends)
        end = std::min(end, body.find(mark, from));
    return end;
}

constexpr std::string_view trim(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Undoes only the punctuation of JSON between values: the encoded quotes that stand beside a
/// brace, a colon or a comma. What is inside the values stays as it is.
std::string with_plain_frame(std::string_view encoded) {
    std::string text = "{\"";
    std::string_view rest = encoded;
    if (rest.starts_with("%22")) rest.remove_prefix(3);
    constexpr std::string_view colon = "%22%3A%22";
    constexpr std::string_view comma = "%22,%22";
    while (!rest.empty()) {
        if (rest.starts_with(colon)) {
            text += "\":\"";
            rest.remove_prefix(colon.size());
        } else if (rest.starts_with(comma)) {
            text += "\",\"";
            rest.remove_prefix(comma.size());
        } else {
            text += rest.front();
            rest.remove_prefix(1);
        }
    }
    return text + "\"}";
}

/// 0…63, or -1 for a character that is not of the alphabet.
int base64_digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    return c == '/' ? 63 : -1;
}

}  // namespace

bool is_base64(std::string_view body) {
    // `{"` and `{ ` begin so; a JSON text and a URL-encoded one never do.
    return body.starts_with("ey") || body.starts_with("ew");
}

std::string base64_decoded(std::string_view body) {
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : body) {
        const int digit = base64_digit(c);
        if (digit < 0) continue;
        bits = ((bits << 6) | static_cast<std::uint32_t>(digit)) & 0xFFFF;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes += static_cast<char>((bits >> held) & 0xFF);
    }
    return bytes;
}

bool is_url_encoded(std::string_view body) {
    return body.starts_with("%7B") || body.starts_with("%7b");
}

std::string_view bare_body(std::string_view body) {
    body = trim(body);
    if (body.starts_with("cdr=")) body.remove_prefix(4);
    return body;
}

std::string json_of_twice_encoded(std::string_view body) {
    const std::size_t begin = body.find(variables_begin);
    if (begin == std::string_view::npos) return url_decoded(body);
    const std::size_t inside = begin + variables_begin.size();
    const std::size_t end = end_of_variables(body, inside);
    if (end == std::string_view::npos) return url_decoded(body);
    const std::size_t brace = inside - std::string_view("%7B").size();
    return url_decoded(body.substr(0, brace)) +
           with_plain_frame(body.substr(inside, end - inside)) +
           url_decoded(body.substr(end + quote_and_brace.size()));
}

}  // namespace edgvoip::source::freeswitch
