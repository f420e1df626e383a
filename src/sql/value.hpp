#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

/// One narrow way to say SQL to any of the databases.
namespace sql {

struct Null {
    bool operator==(const Null&) const = default;
};

/// Raw bytes, as opposed to text.
struct Blob {
    std::string_view bytes;
};

/// What a statement is given for `$1…$n`. Views must outlive the execution.
using Parameter = std::variant<Null, std::int64_t, double, std::string_view, Blob, base::Uuid>;

}  // namespace sql
