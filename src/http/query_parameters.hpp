#pragma once

#include "base/error.hpp"
#include "http/problem.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

/// Reads a query string strictly: every parameter is asked for by name and checked, and whatever
/// is wrong (bad percent-encoding or UTF-8, control characters, a repeated or unknown name, a bad
/// value) is collected, so that one answer names everything at once. Nothing is ever ignored.
///
/// A parameter without `=` has an empty value. Each is named once, with the first thing found
/// wrong.
class QueryParameters {
public:
    /// Takes the raw text behind `?`. `+` is a space, as browsers send it.
    explicit QueryParameters(std::string_view raw_query);

    /// The value, or nothing when it was not given or is already known to be wrong. Asking for a
    /// name makes it known.
    std::optional<std::string> text(std::string_view name);
    /// A whole number in [least, most]; outside or not a number: an error, and nothing.
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least,
                                        std::int64_t most);
    /// A decimal number with at most `decimals` (0…9) digits behind the point, as an integer of
    /// that unit (2 decimals: `3.6` is 360), in [least, most] of that unit.
    std::optional<std::int64_t> decimal(std::string_view name, int decimals, std::int64_t least,
                                        std::int64_t most);
    /// `true` or `false`.
    std::optional<bool> boolean(std::string_view name);

    /// True when the query has that name, with a good value or a bad one.
    bool given(std::string_view name) const;

    /// Names and values as they were given, in the query's order; a value that is wrong is empty.
    std::vector<std::pair<std::string_view, std::string_view>> all() const;

    /// Adds what only the caller can know to be wrong; `reason` is read behind the name, such as
    /// `is not a UUID`. Makes the name known.
    void reject(std::string_view name, std::string reason);

    /// What is wrong: all that was rejected, and every parameter that nobody asked for, in the
    /// query's order; then what was rejected without having been given. Call it last. Empty: the
    /// query is good.
    std::vector<ParameterError> errors() const;

private:
    struct Parameter {
        std::string name;
        std::string value;
        std::string reason;  // what is wrong; empty: nothing yet
        bool known = false;
    };

    void take(std::string_view piece);
    Parameter* find(std::string_view name);

    std::vector<Parameter> parameters_;
    std::vector<ParameterError> not_given_;  // rejected, but not in the query
};

}  // namespace http
