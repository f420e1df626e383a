#pragma once

#include "base/error.hpp"

#include <string_view>

namespace sql::sqlite {

/// What a failed call of SQLite means. `code` is its extended result code, `where` the statement's
/// name; `message` is SQLite's own and only used in the Bug that is thrown for a code that nothing
/// but our own mistakes cause, so that no value of a row gets into an error.
base::Error error_of(int code, std::string_view where, std::string_view message);

}  // namespace sql::sqlite
