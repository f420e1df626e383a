#pragma once

#include "edgvoip/store/call_reader.hpp"
#include "sql/sqlite/connection.hpp"

#include <memory>

namespace edgvoip::store::sqlite {

class SqliteCallReader final : public CallReader {
public:
    /// Takes a connection opened with `reader_options`.
    explicit SqliteCallReader(std::unique_ptr<sql::sqlite::Connection> connection)
        : connection_(std::move(connection)) {}

    base::Result<std::optional<std::vector<StoredRow>>> calls_at(base::TenantId tenant,
                                                                 std::span<const CallPlace> places,
                                                                 std::int64_t change_seq) override;
    base::Result<std::optional<StoredRow>> call_at(base::TenantId tenant, const CallPlace& place,
                                                   std::int64_t change_seq) override;
    base::Result<std::int64_t> outlines(base::TenantId tenant,
                                        const OnOutline& on_outline) override;
    base::Result<std::optional<ChangePage>> changes(base::TenantId tenant,
                                                    const ChangeQuestion& question) override;

private:
    /// Within the snapshot that is open; nothing when it is not there or has changed since.
    base::Result<std::optional<StoredRow>> row_at(base::TenantId tenant, const CallPlace& place,
                                                  std::int64_t change_seq);
    base::Result<std::int64_t> change_seq_of(base::TenantId tenant);

    std::unique_ptr<sql::sqlite::Connection> connection_;
};

}  // namespace edgvoip::store::sqlite
