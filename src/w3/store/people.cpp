#include "w3/store/people.hpp"

#include "w3/store/change.hpp"
#include "w3/store/rows.hpp"
#include "w3/store/sql/statements.hpp"

#include <algorithm>
#include <utility>

namespace w3::store {
namespace {

constexpr std::size_t uuid_bytes = 16;

base::Result<people::Role> role_of_number(std::int64_t number) {
    if (number < 0 || number > static_cast<std::int64_t>(people::Role::admin)) {
        return base::corrupt("a person has a role that does not exist");
    }
    return static_cast<people::Role>(number);
}

/// A row with the columns of `person_columns.part`.
base::Result<people::Person> person_of(const sql::Row& row) {
    people::Person person;
    person.id = {row.uuid(0)};
    person.tenant_id = {row.uuid(1)};
    person.email = row.text(2);
    person.name = row.text(3);
    const auto role = role_of_number(row.integer(4));
    if (!role) return role.error();
    person.role = *role;
    person.ext = row.text(5);
    if (!row.is_null(6)) {
        auto stores = store_ids_of(row.bytes(6));
        if (!stores) return stores.error();
        person.store_ids = std::move(*stores);
    }
    person.language = row.text(7);
    person.active = row.integer(8) != 0;
    person.must_change_password = row.integer(9) != 0;
    if (const auto at = row.maybe_integer(10)) person.last_login = base::Instant{*at};
    return person;
}

sql::Parameter text_or_null(std::string_view text) {
    if (text.empty()) return sql::Null();
    return text;
}

std::int64_t number_of(bool value) {
    return value ? 1 : 0;
}

/// The stores of a person as they are bound; `bytes` holds them.
sql::Parameter stores_or_null(const people::Person& person, std::string& bytes) {
    if (!person.store_ids) return sql::Null();
    bytes = store_ids_bytes(*person.store_ids);
    return sql::Blob{bytes};
}

}  // namespace

std::string store_ids_bytes(const std::vector<base::StoreId>& ids) {
    std::string bytes;
    for (const base::StoreId& id : ids)
        bytes.append(id.uuid.bytes.begin(), id.uuid.bytes.end());
    return bytes;
}

base::Result<std::vector<base::StoreId>> store_ids_of(std::string_view bytes) {
    if (bytes.size() % uuid_bytes != 0) return base::corrupt("a list of stores is cut");
    std::vector<base::StoreId> ids(bytes.size() / uuid_bytes);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::string_view one = bytes.substr(i * uuid_bytes, uuid_bytes);
        std::copy(one.begin(), one.end(), ids[i].uuid.bytes.begin());
    }
    return ids;
}

base::Result<std::vector<people::Person>> people_of(sql::Connection& connection,
                                                    base::TenantId tenant) {
    return rows_of(connection, statements::people, {tenant.uuid}, person_of);
}

base::Result<std::optional<people::Person>> find_person(sql::Connection& connection,
                                                        base::TenantId tenant,
                                                        people::PersonId id) {
    return first_of(rows_of(connection, statements::person, {tenant.uuid, id.uuid}, person_of));
}

base::Result<std::optional<people::Person>> find_person_by_email(sql::Connection& connection,
                                                                 base::TenantId tenant,
                                                                 std::string_view email) {
    const std::string key = people::email_key(email);
    return first_of(rows_of(connection, statements::person_by_email,
                            {tenant.uuid, std::string_view(key)}, person_of));
}

base::Result<void> add_person(sql::Connection& connection, const people::Person& person,
                              std::string_view password_hash) {
    const std::string key = people::email_key(person.email);
    std::string stores;
    return change(connection, statements::person_insert,
                  {person.id.uuid, person.tenant_id.uuid, std::string_view(person.email),
                   std::string_view(person.name), static_cast<std::int64_t>(person.role),
                   text_or_null(person.ext), stores_or_null(person, stores),
                   std::string_view(person.language), number_of(person.active),
                   number_of(person.must_change_password), std::string_view(key), password_hash});
}

base::Result<void> update_person(sql::Connection& connection, const people::Person& person) {
    std::string stores;
    return change(connection, statements::person_update,
                  {person.tenant_id.uuid, person.id.uuid, std::string_view(person.name),
                   static_cast<std::int64_t>(person.role), text_or_null(person.ext),
                   stores_or_null(person, stores), number_of(person.active)});
}

base::Result<void> set_language(sql::Connection& connection, const people::Person& person,
                                std::string_view language) {
    return change(connection, statements::language_update,
                  {person.tenant_id.uuid, person.id.uuid, language});
}

base::Result<std::string> password_hash_of(sql::Connection& connection,
                                           const people::Person& person) {
    std::string hash;
    const auto ran =
        connection.run(statements::password_hash, {person.tenant_id.uuid, person.id.uuid},
                       [&hash](const sql::Row& row) { hash = row.text(0); });
    if (!ran) return ran.error();
    return hash;
}

base::Result<void> set_password(sql::Connection& connection, const people::Person& person,
                                std::string_view password_hash, bool must_change) {
    return change(connection, statements::password_update,
                  {person.tenant_id.uuid, person.id.uuid, password_hash, number_of(must_change)});
}

base::Result<void> note_login(sql::Connection& connection, const people::Person& person,
                              base::Instant at) {
    return change(connection, statements::last_login_update,
                  {person.tenant_id.uuid, person.id.uuid, at.us});
}

}  // namespace w3::store
