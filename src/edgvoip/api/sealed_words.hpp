#pragma once

#include "base/error.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

/// Sealed texts are words with a space between.
namespace edgvoip::api {

/// Cuts the text in front of the next space off.
inline std::string_view next_word(std::string_view& rest) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    return word;
}

/// check()s that the word is a number: only this program can have written a sealed text.
inline std::int64_t number_of(std::string_view word) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    base::check(fault == std::errc() && end == word.data() + word.size(),
                "a sealed text holds numbers");
    return number;
}

}  // namespace edgvoip::api
