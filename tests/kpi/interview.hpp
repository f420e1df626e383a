#pragma once

#include "asker.hpp"
#include "chance.hpp"
#include "records.hpp"
#include "server.hpp"
#include "world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// Askers of a tenant: its owner, and some who may see less.
std::vector<Asker> askers_of(Chance& chance, const Realm& realm, base::Instant now);

/// Puts so many random questions about a tenant, whose calls are these, and examines the answers.
/// What was wrong with the first that was wrong; else empty.
std::string interview(Chance& chance, const Server& server, const Realm& realm,
                      const Records& records, const std::vector<Asker>& askers,
                      std::int64_t questions);

/// A tenant whose calls were not made up here: questions are drawn from its directory, and lie
/// around some of the calls.
Realm realm_around(Chance& chance, const directory::Tenant& tenant,
                   const std::vector<call::Call>& calls);

}  // namespace edgvoip::oracle
