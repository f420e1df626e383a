#include "http/json_writer.hpp"

#include "base/error.hpp"
#include "http/byte_blocks.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

namespace http {
namespace {

constexpr std::string_view replacement_character = "\xef\xbf\xbd";

/// Without a branch: most are asked about in blocks.
bool is_special(char byte) {
    const auto c = static_cast<unsigned char>(byte);
    return (static_cast<unsigned>(c < 0x20) | static_cast<unsigned>(c >= 0x80) |
            static_cast<unsigned>(c == '"') | static_cast<unsigned>(c == '\\')) != 0;
}

/// How many bytes stand for themselves before the first that does not.
std::size_t plain_length(std::string_view text) {
    std::size_t length = bytes_in_plain_blocks(text, [](char c) { return is_special(c); });
    while (length < text.size() && !is_special(text[length]))
        ++length;
    return length;
}

bool continues(std::string_view text, std::size_t at, unsigned least = 0x80, unsigned most = 0xbf) {
    if (at >= text.size()) return false;
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte >= least && byte <= most;
}

/// Bytes of the well-formed UTF-8 sequence at the start of the text (The Unicode Standard, table
/// 3-7); 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead >= 0xc2 && lead <= 0xdf) return continues(text, 1) ? 2 : 0;
    if (lead >= 0xe0 && lead <= 0xef) {
        const unsigned least = lead == 0xe0 ? 0xa0 : 0x80;
        const unsigned most = lead == 0xed ? 0x9f : 0xbf;
        return continues(text, 1, least, most) && continues(text, 2) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
        const unsigned least = lead == 0xf0 ? 0x90 : 0x80;
        const unsigned most = lead == 0xf4 ? 0x8f : 0xbf;
        const bool whole =
            continues(text, 1, least, most) && continues(text, 2) && continues(text, 3);
        return whole ? 4 : 0;
    }
    return 0;
}

void append_escape(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
        case '"':
            out += "\\\"";
            return;
        case '\\':
            out += "\\\\";
            return;
        case '\b':
            out += "\\b";
            return;
        case '\f':
            out += "\\f";
            return;
        case '\n':
            out += "\\n";
            return;
        case '\r':
            out += "\\r";
            return;
        case '\t':
            out += "\\t";
            return;
        default:
            out += "\\u00";
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 0xf];
    }
}

void append_escaped(std::string& out, std::string_view text) {
    while (!text.empty()) {
        const std::size_t run = plain_length(text);
        out.append(text.substr(0, run));
        text.remove_prefix(run);
        if (text.empty()) break;
        if (static_cast<unsigned char>(text[0]) < 0x80) {
            append_escape(out, text[0]);
            text.remove_prefix(1);
            continue;
        }
        const std::size_t length = sequence_length(text);
        out.append(length == 0 ? replacement_character : text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
}

void append_text(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, text);
    out += '"';
}

/// Most of an answer comes this way: room is made once, not for every piece.
void append_quoted(std::string& out, std::span<const std::string_view> pieces) {
    std::size_t size = 2;
    for (const std::string_view piece : pieces)
        size += piece.size();
    const std::size_t begin = out.size();
    out.resize(begin + size, '"');
    char* to = out.data() + begin + 1;
    for (const std::string_view piece : pieces)
        to = std::copy_n(piece.data(), piece.size(), to);
}

template <class Integer>
void append_integer(std::string& out, Integer value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

}  // namespace

bool stands_for_itself(std::string_view text) {
    return plain_length(text) == text.size();
}

void JsonWriter::separate() {
    if (!first_) out_ += ',';
    first_ = false;
}

void JsonWriter::begin_object() {
    separate();
    out_ += '{';
    first_ = true;
}

void JsonWriter::end_object() {
    out_ += '}';
    first_ = false;
}

void JsonWriter::begin_array() {
    separate();
    out_ += '[';
    first_ = true;
}

void JsonWriter::end_array() {
    out_ += ']';
    first_ = false;
}

void JsonWriter::key(std::string_view name) {
    assert(stands_for_itself(name));
    separate();
    out_ += '"';
    out_ += name;
    out_.append("\":", 2);
    first_ = true;
}

void JsonWriter::text(std::string_view value) {
    separate();
    append_text(out_, value);
}

void JsonWriter::plain_text(std::span<const std::string_view> pieces) {
    separate();
    append_quoted(out_, pieces);
}

void JsonWriter::integer(std::int64_t value) {
    separate();
    append_integer(out_, value);
}

void JsonWriter::fixed(std::int64_t value, int decimals) {
    base::check(decimals >= 0 && decimals <= 18, "a fixed-point number has 0 to 18 decimals");
    separate();
    std::uint64_t scale = 1;
    for (int i = 0; i < decimals; ++i)
        scale *= 10;
    const auto bits = static_cast<std::uint64_t>(value);
    const std::uint64_t magnitude = value < 0 ? 0 - bits : bits;
    if (value < 0) out_ += '-';
    append_integer(out_, magnitude / scale);
    if (decimals == 0) return;
    out_ += '.';
    for (scale /= 10; scale > 0; scale /= 10) {
        out_ += static_cast<char>('0' + magnitude / scale % 10);
    }
}

void JsonWriter::boolean(bool value) {
    separate();
    out_ += value ? "true" : "false";
}

void JsonWriter::null() {
    separate();
    out_ += "null";
}

void JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
}

void JsonWriter::field_or_null(std::string_view name, std::string_view value) {
    key(name);
    if (value.empty()) {
        null();
    } else {
        text(value);
    }
}

}  // namespace http
