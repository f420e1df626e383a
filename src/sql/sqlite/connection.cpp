#include "sql/sqlite/connection.hpp"

#include "sql/sqlite/fault.hpp"
#include "sql/sqlite/guard.hpp"
#include "sql/sqlite/prepared.hpp"

#include <sqlite3.h>

#include <functional>
#include <map>
#include <utility>

namespace sql::sqlite {
namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Database = std::unique_ptr<sqlite3, Close>;

base::Result<void> execute(sqlite3* db, std::string_view name, const std::string& text) {
    const int code = sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error_of(code, name, sqlite3_errmsg(db));
    return {};
}

/// Before the first connection: without it every allocation of every thread takes one lock, to add
/// up figures that nobody asks for. Refused, and harmless, when SQLite is in use already.
void count_no_memory() {
    static const int outcome = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(outcome);
}

base::Result<Database> open_file(const Options& options) {
    count_no_memory();
    const int mode =
        options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(options.path.c_str(), &raw,
                                     mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    Database db(raw);
    if (code != SQLITE_OK) {
        return error_of(code, "open", raw == nullptr ? "no memory" : sqlite3_errmsg(raw));
    }
    sqlite3_busy_timeout(raw, options.busy_timeout_ms);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    return db;
}

/// No memory map: a damaged disk must give an error, not a SIGBUS that ends every tenant's answers.
std::string common_settings(const Options& options) {
    return "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = OFF; PRAGMA mmap_size = 0;"
           "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -" +
           std::to_string(options.cache_kib);
}

/// Pages are zeroed on deletion only where that costs no extra write (`FAST`). The page size counts
/// for a new file only.
constexpr const char* write_settings =
    "PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA secure_delete = FAST;"
    "PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 4000";

constexpr Statement use_wal{"open", "PRAGMA journal_mode = WAL"};
constexpr Statement first_read{"open", "SELECT count(*) FROM sqlite_schema"};

base::Result<void> prepare_file(sqlite3* db, const Options& options) {
    if (auto done = execute(db, "open", common_settings(options)); !done) return done.error();
    if (!options.read_only) {
        if (auto done = execute(db, "open", write_settings); !done) return done.error();
    }
    auto first = Prepared::compile(db, options.read_only ? first_read : use_wal);
    if (!first) return first.error();
    bool in_wal = options.read_only;
    const auto ran = first->run(
        "open", {}, [&in_wal](const Row& row) { in_wal = in_wal || row.text(0) == "wal"; });
    if (!ran) return ran.error();
    if (!in_wal) {
        return base::unavailable(
            "open: the file system under the database cannot do write-ahead logging");
    }
    return {};
}

}  // namespace

struct Connection::State {
    State(Database opened, const Options& options)
        : guard(options.guarded_views), db(std::move(opened)), read_only(options.read_only) {}

    Guard guard;
    Database db;
    std::map<std::string, Prepared, std::less<>> prepared;  // finalized before the database closes
    bool read_only;
};

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::~Connection() = default;

base::Result<std::unique_ptr<Connection>> Connection::open(const Options& options) {
    base::Result<Database> db = open_file(options);
    if (!db) return db.error();
    auto state = std::make_unique<State>(std::move(*db), options);
    if (auto done = prepare_file(state->db.get(), options); !done) return done.error();
    state->guard.install_function(state->db.get());
    state->guard.install_authorizer(state->db.get());
    return std::unique_ptr<Connection>(new Connection(std::move(state)));
}

base::Result<std::int64_t> Connection::run(const Statement& statement,
                                           std::span<const Parameter> parameters,
                                           const OnRow& on_row) {
    auto found = state_->prepared.find(statement.name);
    if (found == state_->prepared.end()) {
        base::check(!state_->guard.refuses(statement.text),
                    std::string(statement.name) + " reads a guarded table past its view");
        auto compiled = Prepared::compile(state_->db.get(), statement);
        if (!compiled) return compiled.error();
        found = state_->prepared.emplace(statement.name, std::move(*compiled)).first;
    }
    // The sentence is only made when it is needed: this runs for every row that is written.
    if (found->second.text() != statement.text) {
        base::check(false, std::string(statement.name) + " is the name of one statement");
    }
    return found->second.run(statement.name, parameters, on_row);
}

base::Result<void> Connection::script(std::string_view name, std::string_view text) {
    base::check(!state_->guard.refuses(text),
                std::string(name) + " reads a guarded table past its view");
    return execute(state_->db.get(), name, std::string(text));
}

base::Result<void> Connection::begin() {
    return execute(state_->db.get(), "begin", state_->read_only ? "BEGIN" : "BEGIN IMMEDIATE");
}

base::Result<void> Connection::commit() {
    if (!in_transaction()) {
        return base::unavailable("commit: the transaction was given up after an earlier error");
    }
    return execute(state_->db.get(), "commit", "COMMIT");
}

void Connection::rollback() {
    if (!in_transaction()) return;
    sqlite3_exec(state_->db.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(state_->db.get()) == 0;
}

void Connection::set_tenant(std::optional<base::Uuid> tenant) {
    state_->guard.set_tenant(tenant);
}

}  // namespace sql::sqlite
