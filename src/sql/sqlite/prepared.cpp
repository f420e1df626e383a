#include "sql/sqlite/prepared.hpp"

#include "sql/sqlite/fault.hpp"

#include <sqlite3.h>

#include <cstring>
#include <string>

namespace sql::sqlite {
namespace {

class SqliteRow final : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    double real(int column) const override { return sqlite3_column_double(statement_, column); }
    std::string_view text(int column) const override {
        const auto* const data = sqlite3_column_text(statement_, column);
        return view(data, column);
    }
    std::string_view bytes(int column) const override {
        return view(sqlite3_column_blob(statement_, column), column);
    }
    base::Uuid uuid(int column) const override {
        base::Uuid uuid;
        const std::string_view raw = bytes(column);
        if (raw.size() == uuid.bytes.size()) {
            std::memcpy(uuid.bytes.data(), raw.data(), raw.size());
        }
        return uuid;
    }

private:
    std::string_view view(const void* data, int column) const {
        if (data == nullptr) return {};
        return {static_cast<const char*>(data),
                static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }

    sqlite3_stmt* statement_;
};

/// Binds one parameter without copying it. A null pointer would mean NULL to SQLite, so an empty
/// view gets the address of something.
struct Bind {
    sqlite3_stmt* statement;
    int place;

    int operator()(Null) const { return sqlite3_bind_null(statement, place); }
    int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, place, value); }
    int operator()(double value) const { return sqlite3_bind_double(statement, place, value); }
    int operator()(std::string_view value) const {
        return sqlite3_bind_text64(statement, place, value.data() == nullptr ? "" : value.data(),
                                   value.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& value) const {
        return sqlite3_bind_blob64(statement, place,
                                   value.bytes.data() == nullptr ? "" : value.bytes.data(),
                                   value.bytes.size(), SQLITE_STATIC);
    }
    int operator()(const base::Uuid& value) const {
        return sqlite3_bind_blob64(statement, place, value.bytes.data(), value.bytes.size(),
                                   SQLITE_STATIC);
    }
};

/// While it lives the statement runs; afterwards it holds neither a lock nor a parameter.
class Running {
public:
    Running(sqlite3_stmt* statement, bool& flag) : statement_(statement), flag_(flag) {
        flag_ = true;
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
        flag_ = false;
    }

private:
    sqlite3_stmt* statement_;
    bool& flag_;
};

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

}  // namespace

void Prepared::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

base::Result<Prepared> Prepared::compile(sqlite3* db, const Statement& statement) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code =
        sqlite3_prepare_v3(db, statement.text.data(), static_cast<int>(statement.text.size()),
                           SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    if (code != SQLITE_OK) return error_of(code, statement.name, sqlite3_errmsg(db));
    Prepared prepared(Handle(raw), statement.text);
    const auto used = static_cast<std::size_t>(tail - statement.text.data());
    base::check(raw != nullptr && is_blank(statement.text.substr(used)),
                std::string(statement.name) + " is exactly one statement");
    prepared.read_parameter_names(statement.name);
    return prepared;
}

void Prepared::read_parameter_names(std::string_view name) {
    const int count = sqlite3_bind_parameter_count(handle_.get());
    for (int i = 1; i <= count; ++i) {
        const std::string parameter = "$" + std::to_string(i);
        places_.push_back(sqlite3_bind_parameter_index(handle_.get(), parameter.c_str()));
        base::check(places_.back() != 0, std::string(name) + " has the parameters $1 to $" +
                                             std::to_string(count) + " and no others");
    }
}

void Prepared::bind(std::span<const Parameter> parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int code = std::visit(Bind{handle_.get(), places_[i]}, parameters[i]);
        base::check(code == SQLITE_OK, "SQLite takes a parameter");
    }
}

base::Result<std::int64_t> Prepared::run(std::string_view name,
                                         std::span<const Parameter> parameters,
                                         const sql::Connection::OnRow& on_row) {
    base::check(!running_, "a statement does not run inside itself");
    if (parameters.size() != places_.size()) {
        base::check(false,
                    std::string(name) + " takes " + std::to_string(places_.size()) + " parameters");
    }
    sqlite3* const db = sqlite3_db_handle(handle_.get());
    const Running running(handle_.get(), running_);
    bind(parameters);
    const SqliteRow row(handle_.get());
    int code = sqlite3_step(handle_.get());
    for (; code == SQLITE_ROW; code = sqlite3_step(handle_.get())) {
        on_row(row);
    }
    if (code != SQLITE_DONE) return error_of(code, name, sqlite3_errmsg(db));
    if (sqlite3_stmt_readonly(handle_.get()) != 0) return 0;
    return sqlite3_changes64(db);
}

}  // namespace sql::sqlite
