#include "w3/store/searches.hpp"

#include "w3/people/limits.hpp"
#include "w3/store/change.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sql/statements.hpp"

#include <algorithm>
#include <utility>

namespace w3::store {
namespace {

using Stores = std::optional<std::vector<base::StoreId>>;

/// Nothing is all stores.
bool share_a_store(const Stores& left, const Stores& right) {
    if (!left || !right) return true;
    return std::any_of(left->begin(), left->end(), [&](const base::StoreId& id) {
        return std::find(right->begin(), right->end(), id) != right->end();
    });
}

base::Result<Stores> stores_of(const sql::Row& row, int column) {
    if (row.is_null(column)) return Stores();
    auto ids = store_ids_of(row.bytes(column));
    if (!ids) return ids.error();
    return Stores(std::move(*ids));
}

}  // namespace

base::Result<std::vector<Search>> searches_for(sql::Connection& connection,
                                               const people::Person& person) {
    std::vector<Search> searches;
    base::Result<void> sound;
    const auto ran = connection.run(
        statements::searches, {person.tenant_id.uuid, person.id.uuid}, [&](const sql::Row& row) {
            const people::PersonId owner{row.uuid(4)};
            const auto stores = stores_of(row, 6);
            if (!stores) {
                sound = stores.error();
                return;
            }
            if (owner != person.id && !share_a_store(*stores, person.store_ids)) return;
            searches.push_back({.id = row.uuid(0),
                                .owner = owner,
                                .owner_name = std::string(row.text(5)),
                                .name = std::string(row.text(1)),
                                .query = std::string(row.text(2)),
                                .shared = row.integer(3) != 0});
        });
    if (!ran) return ran.error();
    if (!sound) return sound.error();
    return searches;
}

base::Result<void> add_search(sql::Connection& connection, base::TenantId tenant,
                              const Search& search) {
    std::int64_t kept = 0;
    const auto counted =
        connection.run(statements::searches_of_person_count, {tenant.uuid, search.owner.uuid},
                       [&kept](const sql::Row& row) { kept = row.integer(0); });
    if (!counted) return counted.error();
    if (kept >= limits::searches_per_person_max) {
        return base::Error{base::Fault::exhausted, "the person keeps too many searches"};
    }
    return change(connection, statements::search_insert,
                  {tenant.uuid, search.id, search.owner.uuid, std::string_view(search.name),
                   std::string_view(search.query), std::int64_t{search.shared ? 1 : 0}});
}

base::Result<std::optional<Search>> find_search(sql::Connection& connection, base::TenantId tenant,
                                                base::Uuid id) {
    std::optional<Search> found;
    const auto ran =
        connection.run(statements::search_owner, {tenant.uuid, id}, [&](const sql::Row& row) {
            Search search;
            search.id = id;
            search.owner = {row.uuid(0)};
            search.name = row.text(1);
            found = std::move(search);
        });
    if (!ran) return ran.error();
    return found;
}

base::Result<void> remove_search(sql::Connection& connection, base::TenantId tenant,
                                 base::Uuid id) {
    return change(connection, statements::search_delete, {tenant.uuid, id});
}

}  // namespace w3::store
