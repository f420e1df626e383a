// What it costs to make the rows of a store durable with SQLite and nothing else: the rows are read
// from a finished store into memory, then inserted into a new one with the same schema and
// settings, in the order in which the calls ended, so many leg records a commit. Only the inserting
// is timed.
//
// usage: bench_bare_insert LIKE NEW BATCH
//   LIKE   a store of edgvoip, whose rows and schema are taken
//   NEW    the file to make; must not be there
//   BATCH  leg records a commit

#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(sqlite3* db, const char* what) {
    std::fprintf(stderr, "bench_bare_insert: %s: %s\n", what, sqlite3_errmsg(db));
    std::exit(1);
}

void execute(sqlite3* db, const std::string& text) {
    if (sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(db, text.c_str());
    }
}

sqlite3* open(const char* path, int mode) {
    sqlite3* db = nullptr;
    if (sqlite3_open_v2(path, &db, mode | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK) {
        fail(db, path);
    }
    return db;
}

sqlite3_stmt* prepare(sqlite3* db, const std::string& text) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(db, text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) !=
        SQLITE_OK) {
        fail(db, text.c_str());
    }
    return statement;
}

struct Value {
    int type = SQLITE_NULL;
    sqlite3_int64 number = 0;
    std::string bytes;
};
using Row = std::vector<Value>;

Row row_of(sqlite3_stmt* statement) {
    Row row(static_cast<std::size_t>(sqlite3_column_count(statement)));
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        Value& value = row[static_cast<std::size_t>(column)];
        value.type = sqlite3_column_type(statement, column);
        if (value.type == SQLITE_INTEGER) {
            value.number = sqlite3_column_int64(statement, column);
        } else if (value.type != SQLITE_NULL) {
            const auto* const data =
                static_cast<const char*>(sqlite3_column_blob(statement, column));
            const int size = sqlite3_column_bytes(statement, column);
            if (size > 0) value.bytes.assign(data, static_cast<std::size_t>(size));
        }
    }
    return row;
}

/// Inserts a row, whose values must stay where they are until it returns.
void insert(sqlite3* db, sqlite3_stmt* statement, const Row& row) {
    int place = 0;
    for (const Value& value : row) {
        ++place;
        const int size = static_cast<int>(value.bytes.size());
        if (value.type == SQLITE_INTEGER) {
            sqlite3_bind_int64(statement, place, value.number);
        } else if (value.type == SQLITE_TEXT) {
            sqlite3_bind_text(statement, place, value.bytes.data(), size, SQLITE_STATIC);
        } else if (value.type == SQLITE_BLOB) {
            sqlite3_bind_blob(statement, place, value.bytes.data(), size, SQLITE_STATIC);
        } else {
            sqlite3_bind_null(statement, place);
        }
    }
    if (sqlite3_step(statement) != SQLITE_DONE) fail(db, "insert");
    sqlite3_reset(statement);
}

/// One call with everything that belongs to it.
struct StoredCall {
    Row call;
    std::vector<Row> legs;
    std::vector<Row> records;
    std::vector<Row> keys;
};

const std::string tables[] = {"calls", "legs", "leg_records", "call_keys"};

/// Every call by its id, which no two tenants of the simulation share.
std::map<std::string, StoredCall> read_calls(sqlite3* db) {
    std::map<std::string, StoredCall> calls;
    for (const std::string& table : tables) {
        sqlite3_stmt* const statement = prepare(db, "SELECT call_id, * FROM " + table);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            Row row = row_of(statement);
            StoredCall& call = calls[row.front().bytes];
            row.erase(row.begin());
            if (table == "calls") call.call = std::move(row);
            if (table == "legs") call.legs.push_back(std::move(row));
            if (table == "leg_records") call.records.push_back(std::move(row));
            if (table == "call_keys") call.keys.push_back(std::move(row));
        }
        sqlite3_finalize(statement);
    }
    return calls;
}

std::vector<const StoredCall*> in_order_of_end(sqlite3* db,
                                               const std::map<std::string, StoredCall>& calls) {
    std::vector<const StoredCall*> order;
    sqlite3_stmt* const ids = prepare(db, "SELECT call_id FROM calls ORDER BY end_us, call_id");
    while (sqlite3_step(ids) == SQLITE_ROW) {
        order.push_back(&calls.at(row_of(ids).front().bytes));
    }
    sqlite3_finalize(ids);
    return order;
}

/// A new store with the tables and indexes of another, and edgvoip's own settings.
sqlite3* make_like(sqlite3* like, const char* path) {
    sqlite3* const db = open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    execute(db,
            "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
            "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY");
    sqlite3_stmt* const schema =
        prepare(like,
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
                " AND tbl_name IN ('calls', 'legs', 'leg_records', 'call_keys')"
                " AND type IN ('table', 'index') ORDER BY type DESC");
    while (sqlite3_step(schema) == SQLITE_ROW) {
        execute(db, row_of(schema).front().bytes);
    }
    sqlite3_finalize(schema);
    return db;
}

sqlite3_stmt* prepare_insert(sqlite3* db, const std::string& table) {
    sqlite3_stmt* const columns = prepare(db, "SELECT * FROM " + table);
    const int count = sqlite3_column_count(columns);
    sqlite3_finalize(columns);
    std::string text = "INSERT INTO " + table + " VALUES (?";
    for (int column = 1; column < count; ++column) {
        text += ", ?";
    }
    return prepare(db, text + ")");
}

struct Inserted {
    std::size_t calls = 0;
    std::size_t records = 0;
};

Inserted insert_all(sqlite3* db, const std::vector<const StoredCall*>& calls, std::size_t batch) {
    sqlite3_stmt* statements[4] = {};
    for (std::size_t i = 0; i < 4; ++i) {
        statements[i] = prepare_insert(db, tables[i]);
    }
    Inserted inserted;
    std::size_t in_batch = 0;
    for (const StoredCall* call : calls) {
        if (in_batch == 0) execute(db, "BEGIN IMMEDIATE");
        insert(db, statements[0], call->call);
        for (const Row& row : call->legs) {
            insert(db, statements[1], row);
        }
        for (const Row& row : call->records) {
            insert(db, statements[2], row);
        }
        for (const Row& row : call->keys) {
            insert(db, statements[3], row);
        }
        ++inserted.calls;
        inserted.records += call->records.size();
        in_batch += call->records.size();
        if (in_batch < batch) continue;
        execute(db, "COMMIT");
        in_batch = 0;
    }
    if (in_batch > 0) execute(db, "COMMIT");
    for (sqlite3_stmt* statement : statements) {
        sqlite3_finalize(statement);
    }
    return inserted;
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t batch = argc == 4 ? std::strtoull(argv[3], nullptr, 10) : 0;
    if (batch == 0) {
        std::fprintf(stderr, "usage: bench_bare_insert LIKE NEW BATCH\n");
        return 2;
    }
    sqlite3* const like = open(argv[1], SQLITE_OPEN_READONLY);
    const auto calls = read_calls(like);
    const auto order = in_order_of_end(like, calls);
    sqlite3* const db = make_like(like, argv[2]);

    const auto begun = std::chrono::steady_clock::now();
    const Inserted inserted = insert_all(db, order, batch);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("{\"calls\": %zu, \"records\": %zu, \"seconds\": %.6f}\n", inserted.calls,
                inserted.records, took.count());
    sqlite3_close(db);
    sqlite3_close(like);
    return 0;
}
