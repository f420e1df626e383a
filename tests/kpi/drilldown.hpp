#pragma once

#include "chosen.hpp"
#include "records.hpp"

#include <boost/json.hpp>

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::oracle {

/// Which of the chosen calls stand behind a figure.
enum class Behind {
    total,
    answered,
    seizures,  ///< answered, not answered or busy
    inbound,
    outbound,
    internal,
    no_answer,
    busy,
    failed,
    missed,
    due,      ///< the latest miss of each caller who waits to be called back
    in_time,  ///< inbound, answered within sl_sec
    measured,
    poor,
};

/// What a link of a drilldown must lead to.
struct Link {
    Choice choice;
    Behind behind = Behind::total;
};

/// The calls that the list behind such a link has, in its order.
Calls calls_behind(const Link& link, const Records& records, const Asker& asker);

/// Writes the `drilldown` of some figures: in the place of each link its number in `links`.
class Drilldown {
public:
    Drilldown(std::vector<Link>& links, Choice choice)
        : links_(links), choice_(std::move(choice)) {}

    /// A link, or null where the direction that was asked for rules the figure out.
    boost::json::value link(Behind behind) const;
    /// The same, of inbound calls missed for that reason.
    boost::json::value missed_for(call::MissedReason reason) const;

    boost::json::object links_of(
        std::initializer_list<std::pair<std::string_view, Behind>> figures) const;

private:
    bool is_ruled_out(Behind behind) const;

    std::vector<Link>& links_;
    Choice choice_;
};

}  // namespace edgvoip::oracle
