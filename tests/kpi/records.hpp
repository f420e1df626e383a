#pragma once

#include "chosen.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace edgvoip::oracle {

/// What has become of a missed call.
struct MissState {
    bool is_reachable = false;
    const call::Call* contact = nullptr;  ///< the first successful contact after it
    std::int64_t attempts = 0;            ///< outbound calls to the number after it

    bool is_due() const { return is_reachable && contact == nullptr; }
};

/// All calls of a tenant at one moment, and what has become of the missed ones. The tenant
/// outlives it.
class Records {
public:
    Records(const directory::Tenant& tenant, std::vector<call::Call> calls);
    Records(const Records&) = delete;
    Records& operator=(const Records&) = delete;

    const directory::Tenant& tenant() const { return tenant_; }
    const std::vector<call::Call>& calls() const { return calls_; }
    const MissState& state_of(const call::Call& missed) const { return states_.at(&missed); }

    /// The latest of these calls' misses of each caller who can be called back, and every miss of
    /// those who cannot, in the order of the calls: newest first.
    Calls latest_misses(const Calls& calls) const;

private:
    MissState find_state(const call::Call& missed, const Calls& of_number) const;

    const directory::Tenant& tenant_;
    std::vector<call::Call> calls_;
    std::map<const call::Call*, MissState> states_;
};

}  // namespace edgvoip::oracle
