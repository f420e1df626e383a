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

    base::Result<CallPage> page(base::TenantId tenant, const CallFilter& filter, CallOrder order,
                                std::int64_t offset, std::int64_t limit) override;
    base::Result<std::optional<call::Call>> find(base::TenantId tenant,
                                                 const base::CallId& id) override;
    base::Result<std::optional<ChangePage>> changes(base::TenantId tenant,
                                                    const ChangeQuestion& question) override;

private:
    base::Result<std::optional<call::Call>> find_by_key(base::TenantId tenant,
                                                        const base::CallId& id,
                                                        std::int64_t start_us);

    std::unique_ptr<sql::sqlite::Connection> connection_;
};

}  // namespace edgvoip::store::sqlite
