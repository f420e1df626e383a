#pragma once

#include "base/error.hpp"
#include "sql/value.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sql {

/// A statement of a `.sql` file, embedded at build time. The name is the file's, and the key of
/// metrics, logs and prepared statements.
struct Statement {
    std::string_view name;
    std::string_view text;
};

/// One row of an answer; valid only inside the callback that gets it. Columns count from 0.
class Row {
public:
    virtual ~Row() = default;

    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;    ///< 0 when null
    virtual double real(int column) const = 0;             ///< 0 when null
    virtual std::string_view text(int column) const = 0;   ///< empty when null
    virtual std::string_view bytes(int column) const = 0;  ///< empty when null
    virtual base::Uuid uuid(int column) const = 0;         ///< all zero when null

    std::optional<std::int64_t> maybe_integer(int column) const {
        if (is_null(column)) return std::nullopt;
        return integer(column);
    }
};

/// One connection, one thread at a time. Errors: Fault::unavailable when the database cannot
/// answer now (locked, full, gone), Fault::corrupt when it says its file is damaged,
/// Fault::conflict for a broken key; the sentence names the statement, never the values.
class Connection {
public:
    virtual ~Connection() = default;

    using OnRow = std::function<void(const Row&)>;

    /// Runs a statement with `$1…$n` bound in order and hands every row to `on_row`. A statement
    /// is prepared once a connection. Gives the number of rows changed (0 for a query).
    virtual base::Result<std::int64_t> run(const Statement& statement,
                                           std::span<const Parameter> parameters,
                                           const OnRow& on_row) = 0;

    base::Result<std::int64_t> run(
        const Statement& statement, std::initializer_list<Parameter> parameters,
        const OnRow& on_row = [](const Row&) {}) {
        return run(statement, std::span(parameters.begin(), parameters.size()), on_row);
    }

    /// Runs several statements without parameters, as a migration does.
    virtual base::Result<void> script(std::string_view name, std::string_view text) = 0;

    virtual base::Result<void> begin() = 0;   ///< a write transaction
    virtual base::Result<void> commit() = 0;  ///< durable when it returns success
    virtual void rollback() = 0;              ///< harmless when there is none
};

}  // namespace sql
