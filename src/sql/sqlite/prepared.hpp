#pragma once

#include "sql/connection.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace sql::sqlite {

/// A compiled statement of one connection, which must outlive it.
class Prepared {
public:
    /// Fault::unavailable or Fault::corrupt when the schema cannot be read. Throws base::Bug when
    /// the text is not exactly one statement or its parameters are not exactly `$1…$n`.
    static base::Result<Prepared> compile(sqlite3* db, const Statement& statement);

    /// See sql::Connection::run. Not to be called again from `on_row`.
    base::Result<std::int64_t> run(std::string_view name, std::span<const Parameter> parameters,
                                   const sql::Connection::OnRow& on_row);

    /// The text it was compiled from.
    const std::string& text() const { return text_; }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    using Handle = std::unique_ptr<sqlite3_stmt, Finalize>;

    Prepared(Handle handle, std::string_view text) : handle_(std::move(handle)), text_(text) {}
    void read_parameter_names(std::string_view name);
    void bind(std::span<const Parameter> parameters);

    Handle handle_;
    std::string text_;
    std::vector<int> places_;  // SQLite's index of $1, $2, …: it counts names as they appear
    bool running_ = false;
};

}  // namespace sql::sqlite
