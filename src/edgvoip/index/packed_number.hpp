#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace edgvoip::index {

/// A phone number in 8 bytes: up to 15 digits, with or without a `+`, from the highest half byte
/// down as digit + 1, so that a start of a number is a start of the bits. What is no such number
/// is listed elsewhere and stands here by its place in that list. 0: no number.
using PackedNumber = std::uint64_t;

constexpr PackedNumber no_number = 0;

/// Nothing when the text is not up to 15 digits behind at most one `+`. check()s that it is not
/// empty.
std::optional<PackedNumber> pack_number(std::string_view number);

PackedNumber listed_number(std::uint32_t place);  ///< `place` ≥ 1
/// The place of a listed number, 0 for any other. Any thread.
std::uint32_t place_of(PackedNumber number);

/// True for a packed number that starts with `+`.
bool is_international(PackedNumber number);

/// Holds for a number `n` when `(n & mask) == value && (n & some) != 0`.
struct NumberTest {
    PackedNumber mask = 0;
    PackedNumber value = 0;
    PackedNumber some = 0;
};

/// What a question wants of numbers, whether it sees them whole or with their last three
/// characters hidden (and all of one of fewer than six).
enum class NumberSight : std::uint8_t { whole, masked };

/// For packed numbers that are, as far as they are seen, this text; any one of the tests.
std::vector<NumberTest> tests_for_equal(std::string_view seen, NumberSight sight);
/// For packed numbers whose visible part starts with this text; any one of the tests.
std::vector<NumberTest> tests_for_start(std::string_view start, NumberSight sight);

/// The same two questions about a number as text. An empty one never matches.
bool is_seen_as(std::string_view number, std::string_view seen, NumberSight sight);
bool is_seen_to_start(std::string_view number, std::string_view start, NumberSight sight);

}  // namespace edgvoip::index
