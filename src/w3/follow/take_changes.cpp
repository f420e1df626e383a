#include "w3/follow/take_changes.hpp"

#include "w3/follow/memory.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/callback_rules.hpp"

#include <set>
#include <string>
#include <utility>

namespace w3::follow {
namespace {

using Numbers = std::set<std::string>;

base::Instant before(base::Instant at, std::int64_t seconds) {
    return {at.us - seconds * base::us_per_second};
}

/// What a call was known as before goes; its caller's tasks follow. True: it was known.
base::Result<bool> forget(sql::Connection& connection, base::TenantId tenant,
                          std::string_view call_id, Numbers& touched) {
    const auto known = store::find_known_call(connection, tenant, call_id);
    if (!known) return known.error();
    if (!*known) return false;
    touched.insert((*known)->call.number);
    const auto removed = store::remove_known_call(connection, tenant, call_id);
    if (!removed) return removed.error();
    return true;
}

base::Result<void> take_call(sql::Connection& connection, const Ground& ground,
                             const store::CallSync& sync, const callbacks::Call& call,
                             Numbers& touched) {
    const auto was_known = forget(connection, ground.tenant, call.call_id, touched);
    if (!was_known) return was_known.error();
    // An old one that changes is as much of its task as before.
    if (!*was_known && call.start < memory_begins(ground.now)) return {};
    const auto known =
        callbacks::judged(call, ground.rules, before(sync.begun, limits::callback_before_seconds));
    if (!known) return {};
    touched.insert(call.number);
    return store::put_known_call(connection, ground.tenant, *known, sync.round);
}

/// Takes the calls of an answer, and gives the numbers whose tasks may be others now.
base::Result<Numbers> take_calls(sql::Connection& connection, const Ground& ground,
                                 const store::CallSync& sync, const Changes& changes) {
    Numbers touched;
    for (const callbacks::Call& call : changes.calls) {
        const auto took = take_call(connection, ground, sync, call, touched);
        if (!took) return took.error();
    }
    for (const std::string& call_id : changes.removed) {
        const auto went = forget(connection, ground.tenant, call_id, touched);
        if (!went) return went.error();
    }
    if (!changes.more && !sync.synced) {
        const auto numbers = store::forget_rounds_before(connection, ground.tenant, sync.round);
        if (!numbers) return numbers.error();
        touched.insert(numbers->begin(), numbers->end());
    }
    touched.erase("");
    return touched;
}

/// True: a task has changed.
base::Result<bool> settle_all(sql::Connection& connection, const Ground& ground,
                              const Numbers& numbers) {
    bool has_changed = false;
    for (const std::string& number : numbers) {
        const auto settled = settle(connection, ground, number);
        if (!settled) return settled.error();
        has_changed = has_changed || *settled;
    }
    return has_changed;
}

/// Nothing came, and that all is known was noted lately: no disk is bothered.
bool is_no_news(const store::CallSync& sync, const Changes& changes, base::Instant now) {
    return changes.calls.empty() && changes.removed.empty() && !changes.more && sync.synced &&
           sync.synced->us > before(now, limits::follow_note_seconds).us;
}

}  // namespace

base::Result<Ground> ground_of(sql::Connection& connection, const people::Tenant& tenant,
                               base::Instant now) {
    auto rules = store::callback_rules_of(connection, tenant.id);
    if (!rules) return rules.error();
    auto zone = base::TimeZone::find(tenant.timezone);
    if (!zone) return zone.error();
    return Ground(tenant.id, *zone, std::move(*rules), now);
}

base::Result<store::CallSync> sync_of(store::Database& database, const people::Tenant& tenant,
                                      const base::Clock& clock) {
    store::CallSync sync;
    const auto done = database.write([&](sql::Connection& connection) -> base::Result<void> {
        const auto kept = store::call_sync_of(connection, tenant.id);
        if (!kept) return kept.error();
        if (*kept) {
            sync = **kept;
            return {};
        }
        sync.begun = clock.now();
        return store::keep_call_sync(connection, tenant.id, sync);
    });
    if (!done) return done.error();
    return sync;
}

base::Result<Taken> take_changes(store::Database& database, const people::Tenant& tenant,
                                 const base::Clock& clock, store::CallSync sync,
                                 const Changes& changes) {
    Taken taken;
    if (is_no_news(sync, changes, clock.now())) return taken;
    const auto done = database.write([&](sql::Connection& connection) -> base::Result<void> {
        const auto ground = ground_of(connection, tenant, clock.now());
        if (!ground) return ground.error();
        const auto touched = take_calls(connection, *ground, sync, changes);
        if (!touched) return touched.error();
        const auto settled = settle_all(connection, *ground, *touched);
        if (!settled) return settled.error();
        taken.has_changed = *settled;
        if (!changes.more) sync.synced = ground->now;
        sync.token = changes.next_token;
        return store::keep_call_sync(connection, tenant.id, sync);
    });
    if (!done) return done.error();
    return taken;
}

base::Result<void> begin_again(store::Database& database, const people::Tenant& tenant,
                               store::CallSync sync) {
    sync.token = store::CallSync().token;
    sync.synced.reset();
    ++sync.round;
    return database.write([&](sql::Connection& connection) {
        return store::keep_call_sync(connection, tenant.id, sync);
    });
}

base::Result<void> forget_old_calls(store::Database& database, const people::Tenant& tenant,
                                    const base::Clock& clock) {
    return database.write([&](sql::Connection& connection) {
        return store::forget_calls_before(connection, tenant.id, memory_begins(clock.now()));
    });
}

}  // namespace w3::follow
