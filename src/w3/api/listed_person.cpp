#include "w3/api/listed_person.hpp"

#include "w3/api/instant_json.hpp"
#include "w3/api/person_json.hpp"
#include "w3/store/attempts.hpp"

#include <utility>

namespace w3::api {

base::Result<ListedPerson> listed(sql::Connection& connection, people::Person person,
                                  base::Instant now) {
    const auto attempts =
        store::attempts_of(connection, people::account_key(person.tenant_id, person.email));
    if (!attempts) return attempts.error();
    ListedPerson out{std::move(person), std::nullopt};
    if (people::wait_seconds(*attempts, now) > 0) out.locked_until = attempts->wait_until;
    return out;
}

void write_listed_person(http::JsonWriter& json, const ListedPerson& listed) {
    json.begin_object();
    write_person_members(json, listed.person);
    json.field("active", listed.person.active);
    write_instant(json, "last_login", listed.person.last_login);
    write_instant(json, "locked_until", listed.locked_until);
    json.end_object();
}

}  // namespace w3::api
