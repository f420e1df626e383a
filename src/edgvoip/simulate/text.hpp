#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace edgvoip::simulate {

/// Appends text fast: raw, as the inside of a JSON string, or URL-encoded as FreeSWITCH does it.
class Text {
public:
    void clear() { out_.clear(); }
    void reserve(std::size_t bytes) { out_.reserve(bytes); }
    const std::string& str() const { return out_; }

    Text& raw(std::string_view text) {
        out_.append(text);
        return *this;
    }
    Text& number(std::int64_t value) {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
        out_.append(digits, end);
        return *this;
    }
    /// A number of hundredths with its two decimals, `21.98`.
    Text& hundredths(std::int64_t value) {
        number(value / 100).raw(".");
        if (value % 100 < 10) raw("0");
        return number(value % 100);
    }
    /// Two digits, the first a 0 when the number is small.
    Text& two_digits(std::int64_t value) {
        out_ += static_cast<char>('0' + value / 10);
        out_ += static_cast<char>('0' + value % 10);
        return *this;
    }
    Text& json(std::string_view text);
    Text& url(std::string_view text);

private:
    std::string out_;
};

}  // namespace edgvoip::simulate
