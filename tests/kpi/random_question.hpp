#pragma once

#include "asker.hpp"
#include "chance.hpp"
#include "edgvoip/call/call.hpp"
#include "question.hpp"
#include "world.hpp"

#include <vector>

namespace edgvoip::oracle {

/// A question about a tenant whose calls these are. Its interval lies where the calls are, often
/// with a bound at the very start of one; parameters are left out or given in any of their forms.
Question random_question(Chance& chance, const Realm& realm, const std::vector<call::Call>& calls,
                         base::Instant now);

}  // namespace edgvoip::oracle
