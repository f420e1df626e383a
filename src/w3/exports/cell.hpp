#pragma once

#include "base/instant.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace w3::exports {

/// A fixed-point number: 4.36 is {436, 2}.
struct Decimal {
    std::int64_t value = 0;
    int decimals = 0;

    bool operator==(const Decimal&) const = default;
};

/// What stands in one place of a table, before it is written in some form. Text is never a formula
/// and never a number, however it looks.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Decimal, base::Instant>;

using Row = std::vector<Cell>;

}  // namespace w3::exports
