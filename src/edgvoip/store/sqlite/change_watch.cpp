#include "edgvoip/store/sqlite/change_watch.hpp"

#include "edgvoip/store/sql/statements.hpp"

#include <utility>

namespace edgvoip::store::sqlite {
namespace {

/// Differs from what this connection was told before when another connection has committed.
constexpr sql::Statement data_version{"data_version", "PRAGMA data_version"};

}  // namespace

base::Result<bool> SqliteChangeWatch::anything_new() {
    std::int64_t version = 0;
    const auto ran = connection_->run(
        data_version, {}, [&version](const sql::Row& row) { version = row.integer(0); });
    if (!ran) return ran.error();
    return std::exchange(last_version_, version) != version;
}

base::Result<std::map<base::TenantId, std::int64_t>> SqliteChangeWatch::change_seqs() {
    std::map<base::TenantId, std::int64_t> seqs;
    const auto ran = connection_->run(
        statements::change_counters, {},
        [&seqs](const sql::Row& row) { seqs[base::TenantId{row.uuid(0)}] = row.integer(1); });
    if (!ran) return ran.error();
    return seqs;
}

}  // namespace edgvoip::store::sqlite
