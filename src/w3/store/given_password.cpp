#include "w3/store/given_password.hpp"

#include "w3/store/attempts.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

namespace w3::store {

base::Result<void> give_password(sql::Connection& connection, const people::Person& person,
                                 std::string_view password_hash, const AuditRow& row) {
    auto done = set_password(connection, person, password_hash, true);
    if (done) done = end_sessions(connection, person.tenant_id, person.id);
    if (done) {
        done = lift_lock_out(connection, people::account_key(person.tenant_id, person.email));
    }
    if (done) done = append_audit(connection, person.tenant_id, row);
    return done;
}

}  // namespace w3::store
