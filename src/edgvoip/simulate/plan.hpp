#pragma once

#include "base/time_zone.hpp"
#include "edgvoip/simulate/scenario.hpp"

#include <vector>

namespace edgvoip::simulate {

/// A call that will be made: everything but how it goes in detail.
struct PlannedCall {
    base::Instant start;
    std::uint64_t seed = 0;
    const Scenario* scenario = nullptr;
    Occasion occasion;
    std::size_t tenant = 0;
    std::size_t store = 0;
};

/// Plans the days of a chain's shops. A shop's day depends on the seed, the shop and the day only.
class Planner {
public:
    /// `chain` outlives the planner.
    Planner(const Chain& chain, const base::TimeZone& zone, NumberForm numbers)
        : chain_(chain), zone_(zone), numbers_(numbers) {}

    /// Appends the calls of one shop's local day, in no order. A missed call brings later ones: the
    /// customer tries again, the shop calls back; these start before the end of the next day.
    void plan_day(std::size_t tenant, std::size_t store, base::LocalDate date,
                  std::vector<PlannedCall>& into) const;

private:
    struct Day;

    void plan_call(Day& day, base::Instant start, std::vector<PlannedCall>& into) const;
    PlannedCall plan_inbound(Day& day, base::Instant start, const Party& caller) const;
    PlannedCall plan_outbound(Day& day, base::Instant start, const Party& callee,
                              double answered) const;
    PlannedCall plan_internal(Day& day, base::Instant start) const;
    void follow_up(Day& day, const PlannedCall& missed, std::vector<PlannedCall>& into) const;
    void plan_clock_change(Day& day, std::vector<PlannedCall>& into) const;
    base::Instant callback_time(Day& day, base::Instant missed) const;

    const Chain& chain_;
    base::TimeZone zone_;
    NumberForm numbers_;
};

/// The call as it went.
Story play(const Chain& chain, const PlannedCall& call);

/// The same, and when what of it happened.
ToldStory play_and_tell(const Chain& chain, const PlannedCall& call);

}  // namespace edgvoip::simulate
