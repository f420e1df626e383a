#pragma once

#include "base/error.hpp"
#include "base/time_zone.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/rules.hpp"

#include <string_view>
#include <utility>

namespace w3::follow {

/// Whose tasks follow the calls, and by which rules.
struct Ground {
    Ground(base::TenantId of, base::TimeZone its_zone, callbacks::Rules its_rules, base::Instant at)
        : tenant(of), zone(its_zone), rules(std::move(its_rules)), now(at) {}

    base::TenantId tenant;
    base::TimeZone zone;
    callbacks::Rules rules;
    base::Instant now;
};

/// Makes the tasks of one caller what the known calls, and what people did, say they are: makes,
/// joins, closes, opens again and withdraws, each with a line in the task's log. Does nothing where
/// all is so already. True: something has changed. Part of the connection's transaction; errors as
/// sql::Connection.
base::Result<bool> settle(sql::Connection& connection, const Ground& ground,
                          std::string_view number);

}  // namespace w3::follow
