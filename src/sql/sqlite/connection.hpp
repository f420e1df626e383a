#pragma once

#include "sql/connection.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// SQL said to SQLite 3, in the process itself.
namespace sql::sqlite {

/// A view that shows one tenant's rows of a table: `… WHERE tenant_id = current_tenant()`.
struct GuardedView {
    std::string view;
    std::string table;
};

struct Options {
    std::string path;        ///< a file name; no URI, and `:memory:` is not special to callers
    bool read_only = false;  ///< the database must exist; nothing can be written

    /// Row security. When not empty the connection may read these views and nothing else: no table
    /// except through its view, no schema, no PRAGMA, no ATTACH, no write.
    std::vector<GuardedView> guarded_views;

    std::int32_t busy_timeout_ms = 5000;  ///< how long a statement waits for another's lock
    std::int32_t cache_kib = 8 * 1024;    ///< pages kept in memory
};

/// One SQLite connection; one thread at a time. Write connections make the file when there is
/// none, use WAL, and flush every commit to the disk.
///
/// Throws base::Bug for what only our own mistakes cause: a statement that does not compile, that
/// the guard refuses, that is more than one, or whose parameters are not exactly `$1…$n`.
class Connection final : public sql::Connection {
public:
    /// Fault::unavailable when the file cannot be used, Fault::corrupt when it is no database.
    static base::Result<std::unique_ptr<Connection>> open(const Options& options);

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() override;

    using sql::Connection::run;
    base::Result<std::int64_t> run(const Statement& statement,
                                   std::span<const Parameter> parameters,
                                   const OnRow& on_row) override;
    base::Result<void> script(std::string_view name, std::string_view text) override;

    /// A write transaction; on a read-only connection a snapshot that lasts until `rollback`.
    base::Result<void> begin() override;
    base::Result<void> commit() override;
    void rollback() override;

    /// False after `begin` when SQLite gave the transaction up by itself (disk full, I/O error).
    bool in_transaction() const;

    /// Whom `current_tenant()` names in the statements that follow; nobody: it is NULL, and the
    /// guarded views are empty.
    void set_tenant(std::optional<base::Uuid> tenant);

private:
    struct State;
    explicit Connection(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace sql::sqlite
