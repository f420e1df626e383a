#include "w3/store/known_calls.hpp"

#include "w3/store/change.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/rows.hpp"
#include "w3/store/sql/statements.hpp"

#include <utility>

namespace w3::store {

using callbacks::KnownCall;

base::Result<std::optional<CallSync>> call_sync_of(sql::Connection& connection,
                                                   base::TenantId tenant) {
    std::optional<CallSync> found;
    const auto ran = connection.run(statements::call_sync, {tenant.uuid}, [&](const sql::Row& row) {
        found = {.token = std::string(row.text(0)),
                 .round = row.integer(1),
                 .begun = {row.integer(2)},
                 .synced = maybe_instant(row, 3)};
    });
    if (!ran) return ran.error();
    return found;
}

base::Result<void> keep_call_sync(sql::Connection& connection, base::TenantId tenant,
                                  const CallSync& sync) {
    return change(connection, statements::call_sync_put,
                  {tenant.uuid, std::string_view(sync.token), sync.round, sync.begun.us,
                   or_null(sync.synced)});
}

base::Result<std::optional<KnownCall>> find_known_call(sql::Connection& connection,
                                                       base::TenantId tenant,
                                                       std::string_view call_id) {
    return first_of(
        rows_of(connection, statements::known_call, {tenant.uuid, call_id}, known_call_of));
}

base::Result<void> put_known_call(sql::Connection& connection, base::TenantId tenant,
                                  const KnownCall& known, std::int64_t round) {
    const callbacks::Call& call = known.call;
    return change(connection, statements::known_call_put,
                  {tenant.uuid, std::string_view(call.call_id), std::string_view(call.number),
                   call.start.us, to_string(known.kind), to_string(known.refusal), known.scope,
                   std::string_view(call.direction), std::string_view(call.disposition),
                   std::string_view(call.missed_reason), std::string_view(call.name),
                   std::string_view(call.did), std::string_view(call.ext), or_null(call.store_id),
                   call.ring_sec, call.billsec, round});
}

base::Result<void> remove_known_call(sql::Connection& connection, base::TenantId tenant,
                                     std::string_view call_id) {
    return change(connection, statements::known_call_delete, {tenant.uuid, call_id});
}

base::Result<std::vector<KnownCall>> known_calls_of(sql::Connection& connection,
                                                    base::TenantId tenant,
                                                    std::string_view number) {
    return rows_of(connection, statements::known_calls_of_number, {tenant.uuid, number},
                   known_call_of);
}

base::Result<std::vector<std::string>> forget_rounds_before(sql::Connection& connection,
                                                            base::TenantId tenant,
                                                            std::int64_t round) {
    std::vector<std::string> numbers;
    const auto ran =
        connection.run(statements::known_numbers_of_rounds_before, {tenant.uuid, round},
                       [&numbers](const sql::Row& row) { numbers.emplace_back(row.text(0)); });
    if (!ran) return ran.error();
    const auto done =
        change(connection, statements::known_calls_of_rounds_before_delete, {tenant.uuid, round});
    if (!done) return done.error();
    return numbers;
}

base::Result<void> forget_calls_before(sql::Connection& connection, base::TenantId tenant,
                                       base::Instant since) {
    return change(connection, statements::known_calls_old_delete, {tenant.uuid, since.us});
}

base::Result<KnownCall> known_call_of(const sql::Row& row) {
    const auto kind = callbacks::call_kind_of(row.text(3));
    const auto refusal = callbacks::refusal_of(row.text(4));
    if (!kind || !refusal) return base::corrupt("a known call is of a kind that does not exist");
    KnownCall known;
    known.kind = *kind;
    known.refusal = *refusal;
    known.scope = row.uuid(5);
    callbacks::Call& call = known.call;
    call.call_id = row.text(0);
    call.number = row.text(1);
    call.start = {row.integer(2)};
    call.direction = row.text(6);
    call.disposition = row.text(7);
    call.missed_reason = row.text(8);
    call.name = row.text(9);
    call.did = row.text(10);
    call.ext = row.text(11);
    call.store_id = maybe_store(row, 12);
    call.ring_sec = row.integer(13);
    call.billsec = row.integer(14);
    return known;
}

}  // namespace w3::store
