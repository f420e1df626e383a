#pragma once

#include "edgvoip/index/bound_filter.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

/// The loops over rows: each narrows `chosen` (1 or 0 a row) by one column. Without branches and
/// with every constant in a local, so that the compiler makes vector code of them.
namespace edgvoip::index::row_loops {

using Chosen = std::span<std::uint8_t>;

inline std::uint8_t as_byte(bool condition) {
    return static_cast<std::uint8_t>(condition);
}

inline void keep_masked(Chosen chosen, std::span<const Traits> traits, Traits mask, Traits value) {
    std::uint8_t* const out = chosen.data();
    const Traits* const in = traits.data();
    const std::size_t size = chosen.size();
    for (std::size_t row = 0; row < size; ++row) {
        out[row] &= as_byte(static_cast<Traits>(in[row] & mask) == value);
    }
}

/// Absent alternatives repeat another.
inline void keep_any_masked(Chosen chosen, std::span<const Traits> traits, Traits mask,
                            const std::array<Traits, 4>& values) {
    std::uint8_t* const out = chosen.data();
    const Traits* const in = traits.data();
    const std::size_t size = chosen.size();
    const auto [a, b, c, d] = values;
    for (std::size_t row = 0; row < size; ++row) {
        const auto value = static_cast<Traits>(in[row] & mask);
        out[row] &= static_cast<std::uint8_t>(as_byte(value == a) | as_byte(value == b) |
                                              as_byte(value == c) | as_byte(value == d));
    }
}

template <class Number>
void keep_range(Chosen chosen, std::span<const Number> values, Number least, Number most) {
    std::uint8_t* const out = chosen.data();
    const Number* const in = values.data();
    const std::size_t size = chosen.size();
    const auto width = static_cast<Number>(most - least);
    for (std::size_t row = 0; row < size; ++row) {
        out[row] &= as_byte(static_cast<Number>(in[row] - least) <= width);
    }
}

template <class Number>
void add_equal(Chosen chosen, std::span<const Number> values, Number wanted) {
    std::uint8_t* const out = chosen.data();
    const Number* const in = values.data();
    const std::size_t size = chosen.size();
    for (std::size_t row = 0; row < size; ++row) {
        out[row] |= as_byte(in[row] == wanted);
    }
}

template <class Number>
void add_listed(Chosen chosen, std::span<const Number> values,
                std::span<const std::uint8_t> table) {
    std::uint8_t* const out = chosen.data();
    const Number* const in = values.data();
    const std::uint8_t* const found = table.data();
    const std::size_t size = chosen.size();
    for (std::size_t row = 0; row < size; ++row) {
        out[row] |= found[in[row]];
    }
}

inline void add_tested(Chosen chosen, std::span<const PackedNumber> numbers, NumberTest test) {
    std::uint8_t* const out = chosen.data();
    const PackedNumber* const in = numbers.data();
    const std::size_t size = chosen.size();
    const auto [mask, value, some] = test;
    for (std::size_t row = 0; row < size; ++row) {
        out[row] |= static_cast<std::uint8_t>(as_byte((in[row] & mask) == value) &
                                              as_byte((in[row] & some) != 0));
    }
}

inline void keep_both(Chosen chosen, std::span<const std::uint8_t> other) {
    std::uint8_t* const out = chosen.data();
    const std::uint8_t* const in = other.data();
    const std::size_t size = chosen.size();
    for (std::size_t row = 0; row < size; ++row)
        out[row] &= in[row];
}

inline std::size_t count(std::span<const std::uint8_t> chosen) {
    const std::uint8_t* const in = chosen.data();
    const std::size_t size = chosen.size();
    std::size_t sum = 0;
    // In blocks whose sums fit a narrow number, which is what vector units add fastest.
    for (std::size_t begin = 0; begin < size; begin += 128) {
        const std::size_t end = begin + 128 < size ? begin + 128 : size;
        std::uint8_t block = 0;
        for (std::size_t row = begin; row < end; ++row)
            block = static_cast<std::uint8_t>(block + in[row]);
        sum += block;
    }
    return sum;
}

}  // namespace edgvoip::index::row_loops
