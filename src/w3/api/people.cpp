#include "w3/store/people.hpp"

#include "w3/api/audit_row.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/listed_person.hpp"
#include "w3/api/person_members.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"
#include "w3/people/password.hpp"

#include <utility>
#include <vector>

namespace w3::api {

http::Answer list_people(const Context& context, const http::Request& request,
                         const Visitor& visitor) {
    std::vector<ListedPerson> all;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto people = store::people_of(connection, visitor.tenant->id);
            if (!people) return people.error();
            for (people::Person& person : *people) {
                auto one = listed(connection, std::move(person), context.clock->now());
                if (!one) return one.error();
                all.push_back(std::move(*one));
            }
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const ListedPerson& one : all)
            write_listed_person(json, one);
        json.end_array();
        json.end_object();
    });
}

http::Answer add_person(const Context& context, const http::Request& request,
                        const Visitor& visitor) {
    JsonBody body(request.body);
    people::Person person;
    person.id = {base::Uuid::random()};
    person.tenant_id = visitor.tenant->id;
    person.email = body.text("email", limits::email_bytes_max);
    person.store_ids.emplace();
    person.must_change_password = true;
    const PersonMembers members = read_person_members(body);
    if (!body.given("name")) body.reject("name", Reason::missing, "is missing");
    if (!body.given("role")) body.reject("role", Reason::missing, "is missing");
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    person = with_members(std::move(person), members);
    auto wrongs = violations(person);
    if (!people::is_email(person.email)) {
        wrongs.push_back(wrong("email", Reason::no_address, "is no e-mail address"));
    }
    if (!wrongs.empty()) return refused_values(std::move(wrongs), request);

    const base::Secret password = people::new_password();
    const std::string hash = people::hash_password(password);
    bool taken = false;
    const auto added =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto other =
                store::find_person_by_email(connection, person.tenant_id, person.email);
            if (!other) return other.error();
            taken = other->has_value();
            if (taken) return {};
            auto done = store::add_person(connection, person, hash);
            if (!done) return done;
            return store::append_audit(
                connection, person.tenant_id,
                audit_row(context, request, visitor.person, "person_added", person.email,
                          std::string(people::to_string(person.role))));
        });
    if (!added) return store_problem(context, request, added.error());
    if (taken) {
        return refused_values(
            {wrong("email", Reason::address_taken, "belongs to somebody already")}, request);
    }
    return json_answer(201, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("person");
        write_listed_person(json, {person, std::nullopt});
        json.field("password", password.reveal());
        json.end_object();
    });
}

}  // namespace w3::api
