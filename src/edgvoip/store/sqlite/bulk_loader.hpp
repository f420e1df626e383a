#pragma once

#include "edgvoip/store/bulk_loader.hpp"
#include "edgvoip/store/call_writer.hpp"
#include "edgvoip/store/sqlite/writer_lock.hpp"
#include "sql/sqlite/connection.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::store::sqlite {

/// One transaction with a rollback journal. What it appends to the file is not in the journal, so
/// that nothing is written twice; when it is cut short, the journal brings the empty store back as
/// soon as somebody opens it who may write.
class SqliteBulkLoader final : public BulkLoader {
public:
    /// Takes the writer's lock and the whole file. Fault::conflict when the store has or had calls,
    /// Fault::unavailable when somebody else has it open.
    static base::Result<std::unique_ptr<SqliteBulkLoader>> begin(const std::string& path);

    SqliteBulkLoader(const SqliteBulkLoader&) = delete;
    SqliteBulkLoader& operator=(const SqliteBulkLoader&) = delete;
    ~SqliteBulkLoader() override;

    base::Result<void> put(const call::Call& call, const std::vector<EncodedLeg>& legs) override;
    base::Result<void> finish() override;

private:
    using Key = std::array<sql::Parameter, 3>;

    SqliteBulkLoader(WriterLock lock, std::unique_ptr<sql::sqlite::Connection> connection)
        : lock_(std::move(lock)), connection_(std::move(connection)) {}

    base::Result<void> prepare();
    base::Result<void> take_place(const call::Call& call);
    base::Result<void> count_call(base::TenantId tenant);
    base::Result<void> put_legs(const call::Call& call);
    base::Result<void> put_records(const call::Call& call, const std::vector<EncodedLeg>& legs);
    base::Result<void> note_key(std::string_view key, const Key& call);
    base::Result<void> change(const sql::Statement& statement,
                              std::span<const sql::Parameter> parameters);

    WriterLock lock_;
    std::unique_ptr<sql::sqlite::Connection> connection_;
    std::optional<CallKey> last_;
    std::int64_t change_number_ = 0;  // of the last call's tenant
    std::int64_t calls_of_change_ = 0;
};

/// True when the file is a store whose loading was cut short: only someone who may write can bring
/// the empty store back.
bool is_half_loaded(const std::string& path);

}  // namespace edgvoip::store::sqlite
