#include "sql/sqlite/fault.hpp"

#include <sqlite3.h>

#include <new>
#include <string>

namespace sql::sqlite {
namespace {

std::string sentence(int code, std::string_view where) {
    return std::string(where) + ": " + sqlite3_errstr(code) + " (SQLite code " +
           std::to_string(code) + ")";
}

}  // namespace

base::Error error_of(int code, std::string_view where, std::string_view message) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT:
        case SQLITE_ABORT:
        case SQLITE_NOLFS:
            return base::unavailable(sentence(code, where));
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
            return base::corrupt(sentence(code, where));
        case SQLITE_CONSTRAINT:
            return {base::Fault::conflict, sentence(code, where)};
        case SQLITE_NOMEM:
            throw std::bad_alloc();
        default:
            throw base::Bug(sentence(code, where) + ": " + std::string(message));
    }
}

}  // namespace sql::sqlite
