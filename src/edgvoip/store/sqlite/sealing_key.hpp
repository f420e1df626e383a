#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"
#include "sql/connection.hpp"

namespace edgvoip::store::sqlite {

/// Gives the store its key when it has none. Several processes may do so at once: one key stays.
base::Result<void> make_sealing_key(sql::Connection& connection);

/// Fault::corrupt when the store's key is not there or not one.
base::Result<base::Secret> read_sealing_key(sql::Connection& connection);

}  // namespace edgvoip::store::sqlite
