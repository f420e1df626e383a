#include "edgvoip/index/packed_number.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <initializer_list>

namespace edgvoip::index {
namespace {

constexpr std::size_t digits_max = 15;
constexpr std::size_t hidden = 3;
constexpr std::size_t shown_min = 6;  // a shorter number is hidden altogether

constexpr PackedNumber kind_mask = 15;
constexpr PackedNumber plus = 1;
constexpr PackedNumber plain = 2;
constexpr PackedNumber listed = 3;

unsigned shift_of(std::size_t digit) {
    return static_cast<unsigned>(60 - 4 * digit);
}

PackedNumber digit_mask(std::size_t digit) {
    return PackedNumber{15} << shift_of(digit);
}

/// The first `count` digits.
PackedNumber start_mask(std::size_t count) {
    return count == 0 ? 0 : ~PackedNumber{0} << shift_of(count - 1);
}

std::size_t signs_of(PackedNumber kind) {
    return kind == plus ? 1 : 0;
}

/// The test narrowed to numbers of at least so many characters; nothing when none is that long.
std::optional<NumberTest> at_least(NumberTest test, std::size_t characters, PackedNumber kind) {
    const std::size_t signs = signs_of(kind);
    if (characters <= signs) return test;
    const std::size_t digits = characters - signs;
    if (digits > digits_max) return std::nullopt;
    test.some = digit_mask(digits - 1);
    return test;
}

/// … of at most so many characters.
NumberTest at_most(NumberTest test, std::size_t characters, PackedNumber kind) {
    const std::size_t digits = characters - std::min(characters, signs_of(kind));
    if (digits < digits_max) test.mask |= digit_mask(digits);
    return test;
}

NumberTest of_kind(PackedNumber kind) {
    return {.mask = kind_mask, .value = kind, .some = kind_mask};
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

/// What is seen of a number; nothing of an absent one, an empty text of one that is all hidden.
std::optional<std::string_view> visible(std::string_view number, NumberSight sight) {
    if (number.empty()) return std::nullopt;
    if (sight == NumberSight::whole) return number;
    if (characters_of(number) < shown_min) return std::string_view();
    for (std::size_t cut = 0; cut < hidden; number.remove_suffix(1)) {
        if (!continues_character(number.back())) ++cut;
    }
    return number;
}

void add(std::vector<NumberTest>& tests, std::optional<NumberTest> test) {
    if (test) tests.push_back(*test);
}

}  // namespace

std::optional<PackedNumber> pack_number(std::string_view number) {
    base::check(!number.empty(), "a number that is packed is there");
    PackedNumber packed = plain;
    if (number.front() == '+') {
        packed = plus;
        number.remove_prefix(1);
    }
    if (number.size() > digits_max) return std::nullopt;
    for (std::size_t at = 0; at < number.size(); ++at) {
        if (number[at] < '0' || number[at] > '9') return std::nullopt;
        packed |= static_cast<PackedNumber>(number[at] - '0' + 1) << shift_of(at);
    }
    return packed;
}

PackedNumber listed_number(std::uint32_t place) {
    return (PackedNumber{place} << 4) | listed;
}

std::uint32_t place_of(PackedNumber number) {
    if ((number & kind_mask) != listed) return 0;
    return static_cast<std::uint32_t>(number >> 4);
}

bool is_international(PackedNumber number) {
    return (number & kind_mask) == plus;
}

std::vector<NumberTest> tests_for_equal(std::string_view seen, NumberSight sight) {
    std::vector<NumberTest> tests;
    if (seen.empty()) {
        if (sight == NumberSight::whole) return tests;
        for (const PackedNumber kind : {plus, plain}) {
            tests.push_back(at_most(of_kind(kind), shown_min - 1, kind));
        }
        return tests;
    }
    const auto packed = pack_number(seen);
    if (!packed) return tests;
    if (sight == NumberSight::whole) {
        tests.push_back({.mask = ~PackedNumber{0}, .value = *packed, .some = kind_mask});
        return tests;
    }
    const std::size_t length = seen.size() + hidden;
    if (length < shown_min) return tests;
    const PackedNumber kind = *packed & kind_mask;
    const NumberTest starts{.mask = start_mask(seen.size() - signs_of(kind)) | kind_mask,
                            .value = *packed,
                            .some = kind_mask};
    add(tests, at_least(at_most(starts, length, kind), length, kind));
    return tests;
}

std::vector<NumberTest> tests_for_start(std::string_view start, NumberSight sight) {
    std::vector<NumberTest> tests;
    const std::size_t length =
        sight == NumberSight::whole ? 0 : std::max(shown_min, start.size() + hidden);
    if (start.empty()) {
        for (const PackedNumber kind : {plus, plain}) {
            add(tests, at_least(of_kind(kind), length, kind));
        }
        return tests;
    }
    const auto packed = pack_number(start);
    if (!packed) return tests;
    const PackedNumber kind = *packed & kind_mask;
    const NumberTest starts{.mask = start_mask(start.size() - signs_of(kind)) | kind_mask,
                            .value = *packed,
                            .some = kind_mask};
    add(tests, at_least(starts, length, kind));
    return tests;
}

bool is_seen_as(std::string_view number, std::string_view seen, NumberSight sight) {
    return visible(number, sight) == std::optional(seen);
}

bool is_seen_to_start(std::string_view number, std::string_view start, NumberSight sight) {
    const auto part = visible(number, sight);
    if (!part || (sight == NumberSight::masked && part->empty())) return false;
    return part->starts_with(start);
}

}  // namespace edgvoip::index
