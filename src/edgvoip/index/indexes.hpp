#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "edgvoip/index/row_cache.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace edgvoip::index {

using Version = std::shared_ptr<const TenantIndex>;

/// The newest version of every tenant's index. Any thread; a version that somebody took stays as
/// it is however many follow.
class Indexes {
public:
    /// With room for so many bytes of ready rows.
    explicit Indexes(std::size_t row_cache_bytes = 0) : rows_(row_cache_bytes) {}

    /// Says that this tenant's calls will be loaded; nothing new for one that is known.
    void expect(base::TenantId tenant);
    /// Gives the tenant its next version; nothing for one that is not expected, or was forgotten.
    /// check()s that it is not older than the last. `changed` are the calls that it shows otherwise
    /// than the last, absent when that is not known.
    void publish(base::TenantId tenant, Version version,
                 const std::optional<std::vector<base::CallId>>& changed = std::nullopt);
    /// Forgets a tenant that left the directory; whoever waits for it is told so.
    void forget(base::TenantId tenant);

    /// The newest version; null when the tenant is unknown or still loading.
    Version current(base::TenantId tenant) const;
    /// The newest version as soon as it shows more than the change `change_seq` (-1: as soon as
    /// there is one); null when `patience` is over before, or the tenant is unknown.
    Version wait_beyond(base::TenantId tenant, std::int64_t change_seq,
                        std::chrono::milliseconds patience) const;

    /// While somebody holds this, no change of this process becomes durable, so that the newest
    /// version shows all of them. Whoever commits holds it from before until the version is there.
    std::unique_lock<std::mutex> still() const { return std::unique_lock(still_); }
    /// The same when nobody else holds it.
    std::unique_lock<std::mutex> still(std::try_to_lock_t now) const {
        return std::unique_lock(still_, now);
    }

    /// True when no tenant is still loading.
    bool all_ready() const { return loading() == 0; }
    std::size_t loading() const { return loading_; }  ///< tenants
    std::size_t ready() const;                        ///< tenants
    /// Rows made ready from what the versions show.
    RowCache& rows() const { return rows_; }

    /// The sum over the newest versions.
    IndexMemory memory() const;

private:
    mutable RowCache rows_;
    mutable std::mutex still_;
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::unordered_map<base::TenantId, Version> versions_;  ///< null: loading
    std::atomic<std::size_t> loading_ = 0;  ///< how many are null; changed under the mutex
};

}  // namespace edgvoip::index
