#include "w3/api/person_members.hpp"

#include "w3/api/reasons.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>

namespace w3::api {
namespace {

constexpr std::size_t role_bytes_max = 20;

}  // namespace

PersonMembers read_person_members(JsonBody& body) {
    PersonMembers members;
    members.name = body.maybe_text("name", limits::name_bytes_max);
    if (const auto role = body.maybe_text("role", role_bytes_max)) {
        members.role = people::role_of(*role);
        if (!members.role) {
            body.reject("role", Reason::no_choice,
                        "is none of agent, store_manager, supervisor and admin");
        }
    }
    members.ext = body.text_or_null("ext", limits::ext_bytes_max);
    members.stores = body.store_ids("store_ids", limits::store_ids_max);
    return members;
}

people::Person with_members(people::Person person, const PersonMembers& members) {
    if (members.name) person.name = *members.name;
    if (members.role) person.role = *members.role;
    if (members.ext) person.ext = *members.ext;
    if (members.stores) person.store_ids = members.stores->ids;
    if (members.active) person.active = *members.active;
    return person;
}

std::optional<std::string> extension_fault(std::string_view text) {
    constexpr std::string_view marks = "._-*#+";
    const bool good = std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               marks.find(c) != std::string_view::npos;
    });
    if (good && text.size() <= limits::ext_bytes_max) return std::nullopt;
    return "is no extension: up to " + std::to_string(limits::ext_bytes_max) +
           " letters, digits and any of " + std::string(marks);
}

std::vector<http::ParameterError> violations(const people::Person& person) {
    std::vector<http::ParameterError> found;
    if (auto fault = extension_fault(person.ext))
        found.push_back(wrong("ext", Reason::no_extension, *std::move(fault)));
    if (!person.store_ids && person.role != people::Role::admin) {
        found.push_back(wrong("store_ids", Reason::all_stores,
                              "is null, which is all stores: for an admin only"));
    }
    return found;
}

std::string changed_members(const people::Person& before, const people::Person& after) {
    std::string names;
    const auto add = [&names](bool changed, std::string_view name) {
        if (changed) names.append(names.empty() ? "" : ", ").append(name);
    };
    add(before.name != after.name, "name");
    add(before.role != after.role, "role");
    add(before.ext != after.ext, "ext");
    add(before.store_ids != after.store_ids, "store_ids");
    add(before.active != after.active, "active");
    return names;
}

bool changes_rights(const people::Person& before, const people::Person& after) {
    return before.role != after.role || before.ext != after.ext ||
           before.store_ids != after.store_ids || before.active != after.active;
}

}  // namespace w3::api
