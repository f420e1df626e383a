#pragma once

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "edgvoip/simulate/plan.hpp"

#include <vector>

namespace edgvoip::simulate {

/// The zone of the chain's shops and of its PBX.
base::Result<base::TimeZone> pbx_zone();

/// Some of a chain's tenants, by position: `first` up to before `end`.
struct TenantRange {
    std::size_t first = 0;
    std::size_t end = 0;
};

/// Plans the calls of tenants that start in `[from, to)`, one local day after another.
class Days {
public:
    /// `chain` outlives it. Fault::invalid when `from` > `to` or before 1971.
    static base::Result<Days> begin(const Chain& chain, const TenantRange& tenants,
                                    base::Instant from, base::Instant to, NumberForm numbers);

    const base::TimeZone& zone() const { return zone_; }
    /// No call is left.
    bool over() const { return zone_.day_start(date_) >= to_; }
    /// The next day's calls, in order of their start.
    std::vector<PlannedCall> next();

private:
    Days(const Chain& chain, const TenantRange& tenants, base::Instant from, base::Instant to,
         NumberForm numbers, const base::TimeZone& zone);

    const Chain* chain_;
    TenantRange tenants_;
    base::Instant from_;
    base::Instant to_;
    base::TimeZone zone_;
    Planner planner_;
    base::LocalDate date_;
    std::vector<PlannedCall> later_;  // planned already, of the days to come
};

}  // namespace edgvoip::simulate
