#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/store/encoded_leg.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::store {

/// Where a stored call is: its clustered key.
struct CallKey {
    base::TenantId tenant;
    base::Instant start;
    base::CallId id;

    bool operator==(const CallKey&) const = default;
};

/// A leg that waits for its root or its tenant.
struct PendingLeg {
    call::LegRecord record;
    std::string parent;   ///< the leg it hangs on; empty for a root
    std::string reason;   ///< `no_root` or `no_tenant`
    base::Instant since;  ///< first received
};

/// What one transaction was to a tenant: the changes behind `after`, up to `through`.
struct CommittedChanges {
    base::TenantId tenant;
    std::int64_t after = 0;
    std::int64_t through = 0;

    bool operator==(const CommittedChanges&) const = default;
};

/// Where a leg is known to be.
struct LegPlace {
    std::optional<CallKey> call;  ///< absent: pending
};

/// Takes calls and legs in, in batches; one thread. Everything between `begin` and `commit` becomes
/// durable together or not at all, and no other writer of the store changes anything meanwhile.
class CallWriter {
public:
    virtual ~CallWriter() = default;

    /// Waits for its turn, at most limits::writer_turn_seconds_max; then Fault::unavailable, and
    /// the sentence says which process has it. Of another writer's work either all is seen now or
    /// nothing. check()s that the last transaction has ended.
    virtual base::Result<void> begin() = 0;
    /// Durable when it returns success; on failure call `rollback`.
    virtual base::Result<void> commit() = 0;
    virtual void rollback() = 0;  ///< harmless when there is no transaction

    /// The tenants that the last transaction committed has changed; until the next `begin`.
    virtual std::vector<CommittedChanges> committed() const = 0;

    /// Where the leg of this source-wide unique id is; nothing when it was never seen.
    virtual base::Result<std::optional<LegPlace>> find_leg(std::string_view leg_id) = 0;

    /// All leg records of a stored call, in the order they were given.
    virtual base::Result<std::vector<call::LegRecord>> legs_of(const CallKey& key) = 0;

    /// Stores the call with all its legs' records; replaces it when it is there under the same
    /// key. Counts a change of the tenant. `legs` are all that the call is made of.
    virtual base::Result<void> put_encoded(const call::Call& call,
                                           const std::vector<EncodedLeg>& legs) = 0;
    /// The same, encoded here.
    base::Result<void> put(const call::Call& call, const std::vector<call::LegRecord>& records);

    /// Removes a stored call and its legs, as when it comes back under another start or tenant.
    virtual base::Result<void> remove(const CallKey& key, std::string_view reason) = 0;

    virtual base::Result<void> put_pending(const PendingLeg& leg) = 0;  ///< inserts or replaces
    virtual base::Result<void> remove_pending(std::string_view leg_id) = 0;
    virtual base::Result<std::optional<PendingLeg>> find_pending(std::string_view leg_id) = 0;
    /// Pending legs that hang on this leg, by leg id.
    virtual base::Result<std::vector<PendingLeg>> pending_below(std::string_view leg_id) = 0;
    /// Pending roots without a tenant, by leg id; tried again when the directory changes.
    virtual base::Result<std::vector<PendingLeg>> pending_roots() = 0;
};

}  // namespace edgvoip::store
