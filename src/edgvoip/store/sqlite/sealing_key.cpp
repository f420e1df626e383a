#include "edgvoip/store/sqlite/sealing_key.hpp"

#include "edgvoip/store/sql/statements.hpp"

#include <string>

namespace edgvoip::store::sqlite {
namespace {

constexpr std::string_view key_name = "seal";
constexpr std::size_t key_bytes = 32;

}  // namespace

base::Result<void> make_sealing_key(sql::Connection& connection) {
    bool there = false;
    const auto found = connection.run(statements::secret_by_name, {key_name},
                                      [&there](const sql::Row&) { there = true; });
    if (!found) return found.error();
    if (there) return {};
    const base::Secret made = base::Secret::random(key_bytes);
    const auto kept =
        connection.run(statements::secret_insert, {key_name, sql::Blob{made.reveal()}});
    if (!kept) return kept.error();
    return {};
}

base::Result<base::Secret> read_sealing_key(sql::Connection& connection) {
    base::Secret key;
    const auto found = connection.run(
        statements::secret_by_name, {key_name},
        [&key](const sql::Row& row) { key = base::Secret(std::string(row.bytes(0))); });
    if (!found) return found.error();
    if (key.reveal().size() != key_bytes)
        return base::corrupt("the store's sealing key is damaged");
    return key;
}

}  // namespace edgvoip::store::sqlite
