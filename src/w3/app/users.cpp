#include "base/clock.hpp"
#include "w3/api/person_members.hpp"
#include "w3/app/config_tenants.hpp"
#include "w3/app/verbs.hpp"
#include "w3/people/limits.hpp"
#include "w3/people/password.hpp"
#include "w3/store/audit.hpp"
#include "w3/store/database.hpp"
#include "w3/store/given_password.hpp"
#include "w3/store/people.hpp"

#include <iostream>
#include <optional>
#include <utility>

namespace w3::app {
namespace {

base::Result<people::Tenant> chosen_tenant(const Config& config, const std::string& sip_domain) {
    const auto tenants = tenants_of(config);
    if (!tenants) return tenants.error();
    if (sip_domain.empty()) {
        if (tenants->all().size() == 1) return tenants->all().front();
        return base::invalid("say which tenant: --sip-domain DOMAIN");
    }
    const people::Tenant* const found = tenants->by_domain(sip_domain);
    if (found != nullptr) return *found;
    return base::invalid("no [[tenant]] of the configuration has the SIP domain '" + sip_domain +
                         "'");
}

/// What was done at the command line has no person and no address.
store::AuditRow row_of(std::string_view what, const people::Person& person) {
    store::AuditRow row;
    row.at = base::SystemClock().now();
    row.person_name = "w3suite";
    row.what = what;
    row.about = person.email;
    row.client = "command line";
    return row;
}

base::Result<people::Person> person_of(const people::Tenant& tenant,
                                       const UserArguments& arguments) {
    people::Person person;
    person.id = {base::Uuid::random()};
    person.tenant_id = tenant.id;
    person.email = arguments.email;
    person.name = arguments.name;
    person.ext = arguments.ext;
    person.must_change_password = !arguments.lasting;
    if (!people::is_email(person.email)) {
        return base::invalid("'" + person.email + "' is no e-mail address");
    }
    const auto role = people::role_of(arguments.role);
    if (!role) {
        return base::invalid("--role is one of agent, store_manager, supervisor, admin");
    }
    person.role = *role;
    if (const auto wrong = api::extension_fault(arguments.ext))
        return base::invalid("--ext " + *wrong);
    if (person.role == people::Role::admin && arguments.store_ids.empty()) return person;
    if (arguments.store_ids.size() > limits::store_ids_max) {
        return base::invalid("--store may be given " + std::to_string(limits::store_ids_max) +
                             " times");
    }
    person.store_ids.emplace();
    for (const std::string& text : arguments.store_ids) {
        const auto id = base::Uuid::parse(text);
        if (!id) return base::within("--store", id.error());
        person.store_ids->push_back({*id});
    }
    return person;
}

}  // namespace

base::Result<void> add_user(const Config& config, const UserArguments& arguments) {
    const auto tenant = chosen_tenant(config, arguments.sip_domain);
    if (!tenant) return tenant.error();
    const auto person = person_of(*tenant, arguments);
    if (!person) return person.error();
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());
    const base::Secret password = people::new_password();
    const std::string hash = people::hash_password(password);
    const auto added = (*database)->write([&](sql::Connection& connection) {
        auto done = store::add_person(connection, *person, hash);
        if (done) {
            done = store::append_audit(connection, tenant->id, row_of("person_added", *person));
        }
        return done;
    });
    if (!added && added.error().fault == base::Fault::conflict) {
        return base::invalid("'" + person->email + "' belongs to somebody already");
    }
    if (!added) return added.error();
    std::cout << password.reveal() << '\n';
    return {};
}

base::Result<void> reset_user(const Config& config, const UserArguments& arguments) {
    const auto tenant = chosen_tenant(config, arguments.sip_domain);
    if (!tenant) return tenant.error();
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());
    const base::Secret password = people::new_password();
    const std::string hash = people::hash_password(password);
    const auto kept = (*database)->write([&](sql::Connection& connection) -> base::Result<void> {
        const auto person = store::find_person_by_email(connection, tenant->id, arguments.email);
        if (!person) return person.error();
        if (!*person) return base::invalid("nobody has the address '" + arguments.email + "'");
        return store::give_password(connection, **person, hash, row_of("password_reset", **person));
    });
    if (!kept) return kept.error();
    std::cout << password.reveal() << '\n';
    return {};
}

base::Result<void> list_users(const Config& config, const UserArguments& arguments) {
    const auto tenants = tenants_of(config);
    if (!tenants) return tenants.error();
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());
    return (*database)->read([&](sql::Connection& connection) -> base::Result<void> {
        for (const people::Tenant& tenant : tenants->all()) {
            if (!arguments.sip_domain.empty() && arguments.sip_domain != tenant.sip_domain)
                continue;
            const auto people = store::people_of(connection, tenant.id);
            if (!people) return people.error();
            for (const people::Person& person : *people) {
                std::cout << tenant.sip_domain << "  " << person.email << "  "
                          << people::to_string(person.role) << (person.active ? "" : "  not active")
                          << '\n';
            }
        }
        return {};
    });
}

}  // namespace w3::app
