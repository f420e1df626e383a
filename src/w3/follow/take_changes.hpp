#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "w3/follow/changes.hpp"
#include "w3/follow/settle.hpp"
#include "w3/people/tenants.hpp"
#include "w3/store/database.hpp"
#include "w3/store/known_calls.hpp"

namespace w3::follow {

/// What became of an answer of edgvoip.
struct Taken {
    bool has_changed = false;  ///< a task
};

/// Takes an answer in one transaction: the calls, the tasks of their callers, and how to go on.
/// When it fails nothing of it was taken, and the same answer may be taken again; taken twice it
/// changes nothing. `sync` is what was kept when edgvoip was asked. Errors as store::Database.
base::Result<Taken> take_changes(store::Database& database, const people::Tenant& tenant,
                                 const base::Clock& clock, store::CallSync sync,
                                 const Changes& changes);

/// How far the tenant was followed; where it was not, it begins now, and that is kept.
base::Result<store::CallSync> sync_of(store::Database& database, const people::Tenant& tenant,
                                      const base::Clock& clock);

/// All calls come once more, since edgvoip does not know the token any longer.
base::Result<void> begin_again(store::Database& database, const people::Tenant& tenant,
                               store::CallSync sync);

/// Forgets calls with people who were not heard of for `limits::callback_memory_days`.
base::Result<void> forget_old_calls(store::Database& database, const people::Tenant& tenant,
                                    const base::Clock& clock);

/// By what rules the tenant's tasks follow its calls now; part of the connection's transaction.
base::Result<Ground> ground_of(sql::Connection& connection, const people::Tenant& tenant,
                               base::Instant now);

}  // namespace w3::follow
