#include "edgvoip/simulate/text.hpp"

#include <array>

namespace edgvoip::simulate {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::string_view url_unsafe = "\" #%&+:;<=>?@[\\]^`{|}";

/// switch_url_encode's choice: everything that is not printable ASCII, and these characters.
constexpr std::array<bool, 256> make_url_unsafe() {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c) {
        table[c] =
            c < 0x20 || c > 0x7e || url_unsafe.find(static_cast<char>(c)) != std::string_view::npos;
    }
    return table;
}

constexpr std::array<bool, 256> is_url_unsafe = make_url_unsafe();

}  // namespace

Text& Text::json(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (c == '\r') {
            out_ += "\\r";
        } else if (c == '\n') {
            out_ += "\\n";
        } else if (byte < 0x20) {
            out_ += "\\u00";
            out_ += hex_digits[byte >> 4];
            out_ += hex_digits[byte & 0x0f];
        } else {
            out_ += c;
        }
    }
    return *this;
}

Text& Text::url(std::string_view text) {
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (!is_url_unsafe[byte]) continue;
        out_.append(text.substr(plain, i - plain));
        out_ += '%';
        out_ += hex_digits[byte >> 4];
        out_ += hex_digits[byte & 0x0f];
        plain = i + 1;
    }
    out_.append(text.substr(plain));
    return *this;
}

}  // namespace edgvoip::simulate
