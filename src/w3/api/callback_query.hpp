#pragma once

#include "base/time_zone.hpp"
#include "http/query_parameters.hpp"
#include "w3/api/door.hpp"
#include "w3/store/task_list.hpp"

namespace w3::api {

/// Which time is asked about: `[from, to)`.
struct Period {
    base::Instant from;
    base::Instant to;
};

/// `from` and `to` as edgvoip has them: instants, or days of the tenant's zone, of which `to` is
/// included; left out, the last seven days until now.
Period read_period(http::QueryParameters& parameters, const base::TimeZone& zone,
                   base::Instant now);
/// The same by the visitor's tenant.
Period read_period(http::QueryParameters& parameters, const Visitor& visitor, base::Instant now);

/// `store_id`, within what the visitor sees: a store out of sight is as one that is not there. Left
/// out, all that the visitor sees.
store::Sight read_sight(http::QueryParameters& parameters, const Visitor& visitor);

/// `limit`: how many on a page.
std::int64_t read_limit(http::QueryParameters& parameters);

}  // namespace w3::api
