#pragma once

#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/simulate/simulate.hpp"

#include <memory>
#include <string>
#include <vector>

namespace edgvoip::simulate {

/// One tenant's calls, as they would be read from their records. Together with those of the other
/// tenants they are the calls of `simulate`. One thread at a time.
class TenantCalls {
public:
    /// What starts in `[from, to)`; `tenant` is a position in `chain`, which outlives it; `source`
    /// is the name that the records are given. Fault::invalid when `from` > `to` or before 1971.
    static base::Result<TenantCalls> begin(const Chain& chain, std::size_t tenant,
                                           base::Instant from, base::Instant to,
                                           std::string source);

    TenantCalls(TenantCalls&&) noexcept;
    TenantCalls& operator=(TenantCalls&&) noexcept;
    ~TenantCalls();

    /// The next call by start, then id of its root: its legs by id. None when no call is left.
    std::vector<call::LegRecord> next();

private:
    class Plan;

    explicit TenantCalls(std::unique_ptr<Plan> plan);

    std::unique_ptr<Plan> plan_;
};

}  // namespace edgvoip::simulate
