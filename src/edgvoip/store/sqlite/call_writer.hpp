#pragma once

#include "base/clock.hpp"
#include "edgvoip/store/call_reader.hpp"
#include "edgvoip/store/call_writer.hpp"
#include "edgvoip/store/sqlite/writer_lock.hpp"
#include "sql/sqlite/connection.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace edgvoip::store::sqlite {

/// Every change is refused outside a transaction: Fault::unavailable when SQLite gave the
/// transaction up by itself after an error, so that no half of a batch is ever committed.
class SqliteCallWriter final : public CallWriter {
public:
    SqliteCallWriter(WriterLock lock, std::unique_ptr<sql::sqlite::Connection> connection)
        : lock_(std::move(lock)), connection_(std::move(connection)) {}

    base::Result<void> begin() override;
    base::Result<void> commit() override;
    void rollback() override;
    std::vector<CommittedChanges> committed() const override;

    base::Result<std::optional<LegPlace>> find_leg(std::string_view leg_id) override;
    base::Result<std::vector<call::LegRecord>> legs_of(const CallKey& key) override;
    base::Result<void> put_encoded(const call::Call& call,
                                   const std::vector<EncodedLeg>& legs) override;
    base::Result<void> remove(const CallKey& key, std::string_view reason) override;

    base::Result<void> put_pending(const PendingLeg& leg) override;
    base::Result<void> remove_pending(std::string_view leg_id) override;
    base::Result<std::optional<PendingLeg>> find_pending(std::string_view leg_id) override;
    base::Result<std::vector<PendingLeg>> pending_below(std::string_view leg_id) override;
    base::Result<std::vector<PendingLeg>> pending_roots() override;

private:
    using Key = std::array<sql::Parameter, 3>;

    /// This transaction's change of a tenant.
    struct Change {
        std::int64_t before = 0;  ///< the tenant's last one before this transaction
        std::int64_t number = 0;
        std::int64_t calls = 0;  ///< written or removed under that number
    };
    /// Where a stored call belongs, and what it is sorted by.
    struct Place {
        std::optional<base::StoreId> store;
        std::string ext;
        std::int64_t change = 0;  ///< its last
        std::int64_t billsec = 0;
        std::optional<std::int64_t> mos_centi;
        KeyMoves moves;

        sql::Parameter store_parameter() const;
        sql::Parameter ext_parameter() const;
    };

    base::Result<std::int64_t> change(const sql::Statement& statement,
                                      std::span<const sql::Parameter> parameters);
    base::Result<std::int64_t> change_number(base::TenantId tenant);
    base::Result<std::optional<Place>> place_of(const Key& key);
    base::Result<void> note_removal(const CallKey& key, const Place& place, std::int64_t number,
                                    std::string_view reason);
    base::Result<void> forget_removals(base::TenantId tenant, base::Instant now);
    base::Result<KeyMoves> replace_call(const call::Call& call, const Key& key,
                                        std::int64_t number);
    base::Result<bool> was_removed(base::TenantId tenant, const base::CallId& id);
    base::Result<void> note_moves(const Key& key, const KeyMoves& moves);
    base::Result<void> insert_call(const call::Call& call, const Key& key);
    base::Result<void> insert_legs(const call::Call& call);
    base::Result<void> insert_record(const EncodedLeg& leg, std::int64_t n, const Key& key);
    base::Result<void> put_key(const Key& key, std::string_view id);
    base::Result<std::int64_t> delete_rows(const Key& key);
    base::Result<std::vector<PendingLeg>> pending(const sql::Statement& statement,
                                                  std::span<const sql::Parameter> parameters);

    WriterLock lock_;
    std::unique_ptr<sql::sqlite::Connection> connection_;
    base::SystemClock clock_;
    std::map<base::TenantId, Change> changes_;  // of the transaction that is open, else the last
};

}  // namespace edgvoip::store::sqlite
