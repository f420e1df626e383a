#include "edgvoip/store/sqlite/call_writer.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/call/leg_codec.hpp"
#include "edgvoip/store/call_row.hpp"
#include "edgvoip/store/sql/statements.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace edgvoip::store::sqlite {
namespace {

constexpr std::chrono::seconds patience(base::limits::writer_turn_seconds_max);

std::array<sql::Parameter, 3> key_of(const base::TenantId& tenant, base::Instant start,
                                     const base::CallId& id) {
    return {tenant.uuid, start.us, std::string_view(id.text)};
}

/// Keeps the first failure of a row that a query gave.
template <class Value>
void keep(base::Result<Value> value, std::vector<Value>& values,
          std::optional<base::Error>& broken) {
    if (broken) return;
    if (value) {
        values.push_back(std::move(*value));
    } else {
        broken = value.error();
    }
}

base::Result<PendingLeg> pending_of(const sql::Row& row) {
    auto record = call::decode_leg_record(row.bytes(3));
    if (!record) return base::within("a pending leg", record.error());
    return PendingLeg{.record = std::move(*record),
                      .parent = std::string(row.text(0)),
                      .reason = std::string(row.text(1)),
                      .since = {row.integer(2)}};
}

}  // namespace

base::Result<void> SqliteCallWriter::begin() {
    base::check(!connection_->in_transaction(), "a transaction ends before the next begins");
    if (auto locked = lock_.lock(patience); !locked) return locked;
    changes_.clear();
    auto begun = connection_->begin();
    if (!begun) lock_.unlock();
    return begun;
}

base::Result<void> SqliteCallWriter::commit() {
    auto committed = connection_->commit();
    if (committed) lock_.unlock();
    return committed;
}

void SqliteCallWriter::rollback() {
    connection_->rollback();
    changes_.clear();
    lock_.unlock();
}

std::vector<CommittedChanges> SqliteCallWriter::committed() const {
    std::vector<CommittedChanges> all;
    all.reserve(changes_.size());
    for (const auto& [tenant, change] : changes_)
        all.push_back({tenant, change.before, change.number});
    return all;
}

base::Result<std::int64_t> SqliteCallWriter::change(const sql::Statement& statement,
                                                    std::span<const sql::Parameter> parameters) {
    if (!connection_->in_transaction()) {
        return base::unavailable(std::string(statement.name) +
                                 ": no transaction, or it was given up after an earlier error");
    }
    return connection_->run(statement, parameters, [](const sql::Row&) {});
}

base::Result<std::optional<LegPlace>> SqliteCallWriter::find_leg(std::string_view leg_id) {
    std::optional<LegPlace> place;
    auto ran = connection_->run(statements::leg_place, {leg_id}, [&place](const sql::Row& row) {
        place = LegPlace{CallKey{
            .tenant = {row.uuid(0)}, .start = {row.integer(1)}, .id = {std::string(row.text(2))}}};
    });
    if (!ran) return ran.error();
    if (place) return place;
    ran = connection_->run(statements::pending_by_id, {leg_id},
                           [&place](const sql::Row&) { place.emplace(); });
    if (!ran) return ran.error();
    return place;
}

base::Result<std::vector<call::LegRecord>> SqliteCallWriter::legs_of(const CallKey& key) {
    std::vector<call::LegRecord> records;
    std::optional<base::Error> broken;
    const auto parameters = key_of(key.tenant, key.start, key.id);
    const auto ran = connection_->run(
        statements::leg_records_by_key, parameters, [&records, &broken](const sql::Row& row) {
            keep(call::decode_leg_record(row.bytes(0)), records, broken);
        });
    if (!ran) return ran.error();
    if (broken) return base::within("a leg of the call '" + key.id.text + "'", *broken);
    return records;
}

sql::Parameter SqliteCallWriter::Place::store_parameter() const {
    return store ? sql::Parameter(store->uuid) : sql::Parameter(sql::Null{});
}

sql::Parameter SqliteCallWriter::Place::ext_parameter() const {
    return ext.empty() ? sql::Parameter(sql::Null{}) : sql::Parameter(std::string_view(ext));
}

/// All that a transaction does to a tenant is one change, so that those who follow the changes get
/// it as a whole; only so large a one that it would make an answer of any size has several.
base::Result<std::int64_t> SqliteCallWriter::change_number(base::TenantId tenant) {
    if (!connection_->in_transaction()) {
        return base::unavailable("no transaction, or it was given up after an earlier error");
    }
    Change& change = changes_[tenant];
    if (change.number == 0 || change.calls >= base::limits::change_calls_max) {
        const auto ran = connection_->run(statements::next_change, {tenant.uuid},
                                          [&change](const sql::Row& row) {
                                              if (change.number == 0)
                                                  change.before = row.integer(0) - 1;
                                              change.number = row.integer(0);
                                          });
        if (!ran) return ran.error();
        change.calls = 0;
    }
    ++change.calls;
    return change.number;
}

base::Result<std::optional<SqliteCallWriter::Place>> SqliteCallWriter::place_of(const Key& key) {
    std::optional<Place> place;
    const auto ran = connection_->run(statements::call_place, key, [&place](const sql::Row& row) {
        place.emplace();
        if (!row.is_null(0)) place->store = base::StoreId{row.uuid(0)};
        place->ext = std::string(row.text(1));
        place->change = row.integer(2);
        place->billsec = row.integer(3);
        place->mos_centi = row.maybe_integer(4);
        place->moves = {row.integer(5), row.integer(6), row.integer(7)};
    });
    if (!ran) return ran.error();
    return place;
}

base::Result<void> SqliteCallWriter::note_removal(const CallKey& key, const Place& place,
                                                  std::int64_t number, std::string_view reason) {
    const base::Instant now = clock_.now();
    const std::array<sql::Parameter, 7> parameters = {key.tenant.uuid,
                                                      number,
                                                      std::string_view(key.id.text),
                                                      reason,
                                                      now.us,
                                                      place.store_parameter(),
                                                      place.ext_parameter()};
    const auto noted = change(statements::removed_call_insert, parameters);
    if (!noted) return noted.error();
    return forget_removals(key.tenant, now);
}

base::Result<void> SqliteCallWriter::forget_removals(base::TenantId tenant, base::Instant now) {
    constexpr std::int64_t memory_us = base::limits::sync_memory_days * base::us_per_day;
    std::int64_t through = 0;
    const auto ran = connection_->run(
        statements::removed_calls_forget, {tenant.uuid, now.us - memory_us},
        [&through](const sql::Row& row) { through = std::max(through, row.integer(0)); });
    if (!ran) return ran.error();
    if (through == 0) return {};
    const std::array<sql::Parameter, 2> parameters = {tenant.uuid, through};
    const auto noted = change(statements::removed_calls_forgotten, parameters);
    if (!noted) return noted.error();
    return {};
}

base::Result<void> SqliteCallWriter::put_encoded(const call::Call& call,
                                                 const std::vector<EncodedLeg>& legs) {
    base::check(!call::violation(call), "a sound call is stored");
    const Key key = key_of(call.tenant, call.start, call.id);
    if (auto done = insert_call(call, key); !done) return done.error();
    if (auto done = insert_legs(call); !done) return done.error();
    std::int64_t n = 0;
    for (const EncodedLeg& leg : legs) {
        if (auto done = insert_record(leg, n++, key); !done) return done.error();
        if (leg.leg_id == call.id.text) continue;
        if (auto done = put_key(key, leg.leg_id); !done) return done.error();
    }
    return put_key(key, call.id.text);
}

base::Result<bool> SqliteCallWriter::was_removed(base::TenantId tenant, const base::CallId& id) {
    bool removed = false;
    const auto ran =
        connection_->run(statements::call_was_removed, {tenant.uuid, std::string_view(id.text)},
                         [&removed](const sql::Row&) { removed = true; });
    if (!ran) return ran.error();
    return removed;
}

base::Result<void> SqliteCallWriter::note_moves(const Key& key, const KeyMoves& moves) {
    const auto number = [](std::int64_t change) {
        return change == 0 ? sql::Parameter(sql::Null{}) : sql::Parameter(change);
    };
    const std::array<sql::Parameter, 6> parameters = {
        key[0], key[1], key[2], number(moves.start), number(moves.billsec), number(moves.mos)};
    const auto noted = change(statements::call_moved, parameters);
    if (!noted) return noted.error();
    return {};
}

base::Result<void> SqliteCallWriter::insert_call(const call::Call& call, const Key& key) {
    const auto number = change_number(call.tenant);
    if (!number) return number.error();
    const std::string name_folded = base::fold_text(call.from_name);
    const auto parameters = call_parameters(call, *number, name_folded);
    auto inserted = change(statements::call_insert, parameters);
    if (!inserted) return inserted.error();
    KeyMoves moves;
    if (*inserted == 0) {
        const auto replaced = replace_call(call, key, *number);
        if (!replaced) return replaced.error();
        moves = *replaced;
        inserted = change(statements::call_insert, parameters);
        if (!inserted) return inserted.error();
    } else {
        const auto came_back = was_removed(call.tenant, call.id);
        if (!came_back) return came_back.error();
        if (*came_back) moves = {*number, *number, *number};
    }
    return moves == KeyMoves() ? base::Result<void>() : note_moves(key, moves);
}

/// Takes the old version away and gives what the new one is to know of it. Those who see the place
/// it had must hear that it is no longer there.
base::Result<KeyMoves> SqliteCallWriter::replace_call(const call::Call& call, const Key& key,
                                                      std::int64_t number) {
    const auto found = place_of(key);
    if (!found) return found.error();
    base::check(found->has_value(), "a call that cannot be inserted is there");
    const Place& place = **found;
    const bool was_seen = place.change < number;
    if (was_seen && (place.store != call.store || place.ext != call.ext_number)) {
        const auto noted =
            note_removal({call.tenant, call.start, call.id}, place, number, "out_of_scope");
        if (!noted) return noted.error();
    }
    KeyMoves moves = place.moves;
    if (was_seen && place.billsec != call.billsec) moves.billsec = number;
    if (was_seen && place.mos_centi != call.quality.mos_centi) moves.mos = number;
    const auto deleted = delete_rows(key);
    if (!deleted) return deleted.error();
    return moves;
}

base::Result<void> SqliteCallWriter::insert_legs(const call::Call& call) {
    for (std::size_t n = 0; n < call.legs.size(); ++n) {
        const auto done = change(statements::leg_insert, leg_parameters(call, n));
        if (!done) return done.error();
    }
    return {};
}

base::Result<void> SqliteCallWriter::insert_record(const EncodedLeg& leg, std::int64_t n,
                                                   const Key& key) {
    base::check(!leg.leg_id.empty(), "a stored leg record has its PBX's id");
    const std::array<sql::Parameter, 6> parameters = {
        key[0], key[1], key[2], n, std::string_view(leg.leg_id), sql::Blob{leg.bytes}};
    const auto done = change(statements::leg_record_insert, parameters);
    if (!done) return done.error();
    return {};
}

base::Result<void> SqliteCallWriter::put_key(const Key& key, std::string_view id) {
    const std::array<sql::Parameter, 4> parameters = {key[0], key[1], key[2], id};
    const auto done = change(statements::call_key_put, parameters);
    if (!done) return done.error();
    return {};
}

base::Result<std::int64_t> SqliteCallWriter::delete_rows(const Key& key) {
    // The keys first: they are found by the leg records.
    for (const sql::Statement& statement :
         {statements::call_keys_delete, statements::legs_delete, statements::leg_records_delete}) {
        const auto done = change(statement, key);
        if (!done) return done.error();
    }
    return change(statements::call_delete, key);
}

base::Result<void> SqliteCallWriter::remove(const CallKey& key, std::string_view reason) {
    const Key parameters = key_of(key.tenant, key.start, key.id);
    const auto place = place_of(parameters);
    if (!place) return place.error();
    const auto deleted = delete_rows(parameters);
    if (!deleted) return deleted.error();
    if (!*place) return {};
    const auto number = change_number(key.tenant);
    if (!number) return number.error();
    // Even when the call came within this change: a version before it may have been seen here.
    return note_removal(key, **place, *number, reason);
}

base::Result<void> SqliteCallWriter::put_pending(const PendingLeg& leg) {
    const std::string bytes = call::encode(leg.record);
    const std::array<sql::Parameter, 5> parameters = {
        std::string_view(leg.record.leg_id), std::string_view(leg.parent),
        std::string_view(leg.reason), leg.since.us, sql::Blob{bytes}};
    const auto done = change(statements::pending_put, parameters);
    if (!done) return done.error();
    return {};
}

base::Result<void> SqliteCallWriter::remove_pending(std::string_view leg_id) {
    const std::array<sql::Parameter, 1> parameters = {leg_id};
    const auto done = change(statements::pending_delete, parameters);
    if (!done) return done.error();
    return {};
}

base::Result<std::vector<PendingLeg>> SqliteCallWriter::pending(
    const sql::Statement& statement, std::span<const sql::Parameter> parameters) {
    std::vector<PendingLeg> legs;
    std::optional<base::Error> broken;
    const auto ran = connection_->run(statement, parameters, [&legs, &broken](const sql::Row& row) {
        keep(pending_of(row), legs, broken);
    });
    if (!ran) return ran.error();
    if (broken) return *broken;
    return legs;
}

base::Result<std::optional<PendingLeg>> SqliteCallWriter::find_pending(std::string_view leg_id) {
    const std::array<sql::Parameter, 1> parameters = {leg_id};
    auto legs = pending(statements::pending_by_id, parameters);
    if (!legs) return legs.error();
    if (legs->empty()) return std::optional<PendingLeg>();
    return std::optional<PendingLeg>(std::move(legs->front()));
}

base::Result<std::vector<PendingLeg>> SqliteCallWriter::pending_below(std::string_view leg_id) {
    const std::array<sql::Parameter, 1> parameters = {leg_id};
    return pending(statements::pending_below, parameters);
}

base::Result<std::vector<PendingLeg>> SqliteCallWriter::pending_roots() {
    return pending(statements::pending_roots, {});
}

}  // namespace edgvoip::store::sqlite
