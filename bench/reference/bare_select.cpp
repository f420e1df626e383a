// What it costs to read what the index is made of with SQLite and nothing else: one SELECT over all
// calls, every column of every row looked at once.
//
// usage: bench_bare_select STORE

#include <sqlite3.h>

#include <chrono>
#include <cstdio>

namespace {

// What edgvoip/index/entry.hpp keeps of a call, and the key and version that come with it.
constexpr const char* question =
    "SELECT tenant_id, start_us, call_id, change_seq, direction, disposition, missed_reason,"
    " billsec, ring_sec, did_e164, ext_number, remote_number, name_folded, store_id,"
    " quality_status, mos_centi, mos_source, jitter_tenth_ms, loss_centi_pct, recorded FROM calls";

/// So that no value can be left unread.
struct Seen {
    std::size_t rows = 0;
    unsigned long long sum = 0;
};

void look_at(sqlite3_stmt* statement, int column, Seen& seen) {
    const int type = sqlite3_column_type(statement, column);
    if (type == SQLITE_INTEGER) {
        seen.sum += static_cast<unsigned long long>(sqlite3_column_int64(statement, column));
    } else if (type != SQLITE_NULL) {
        const auto* const bytes =
            static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
        const int size = sqlite3_column_bytes(statement, column);
        if (size > 0) seen.sum += bytes[size - 1];
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: bench_bare_select STORE\n");
        return 2;
    }
    const auto begun = std::chrono::steady_clock::now();
    sqlite3* db = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) !=
            SQLITE_OK ||
        sqlite3_prepare_v2(db, question, -1, &statement, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "bench_bare_select: %s\n", sqlite3_errmsg(db));
        return 1;
    }
    const int columns = sqlite3_column_count(statement);
    Seen seen;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        ++seen.rows;
        for (int column = 0; column < columns; ++column) {
            look_at(statement, column, seen);
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (code != SQLITE_DONE) {
        std::fprintf(stderr, "bench_bare_select: %s\n", sqlite3_errmsg(db));
        return 1;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    std::printf("{\"calls\": %zu, \"sum\": %llu, \"seconds\": %.6f}\n", seen.rows, seen.sum,
                took.count());
    return 0;
}
