#pragma once

#include "edgvoip/store/change_watch.hpp"
#include "sql/sqlite/connection.hpp"

#include <memory>
#include <optional>

namespace edgvoip::store::sqlite {

class SqliteChangeWatch final : public ChangeWatch {
public:
    /// Takes a read-only connection that sees the tables themselves.
    explicit SqliteChangeWatch(std::unique_ptr<sql::sqlite::Connection> connection)
        : connection_(std::move(connection)) {}

    base::Result<bool> anything_new() override;
    base::Result<std::map<base::TenantId, std::int64_t>> change_seqs() override;

private:
    std::unique_ptr<sql::sqlite::Connection> connection_;
    std::optional<std::int64_t> last_version_;
};

}  // namespace edgvoip::store::sqlite
