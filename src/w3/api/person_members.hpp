#pragma once

#include "w3/api/json_body.hpp"
#include "w3/people/person.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace w3::api {

/// What an admin says of a person; what is missing is nothing.
struct PersonMembers {
    std::optional<std::string> name;
    std::optional<people::Role> role;
    std::optional<std::string> ext;  ///< empty: none
    std::optional<JsonBody::Stores> stores;
    std::optional<bool> active;
};

/// Reads name, role, ext and store_ids of a body.
PersonMembers read_person_members(JsonBody& body);

/// The person with these members.
people::Person with_members(people::Person person, const PersonMembers& members);

/// Why a text is no extension, as a phrase behind its name; nothing: it is one, or empty.
std::optional<std::string> extension_fault(std::string_view text);

/// Why a person cannot be: an extension with a strange character, or somebody other than an admin
/// who would see all stores. Empty: it can.
std::vector<http::ParameterError> violations(const people::Person& person);

/// What differs, by the names of JSON, such as `role, store_ids`; never the values.
std::string changed_members(const people::Person& before, const people::Person& after);

/// Whether sessions of before must not go on: role, extension, stores or activity are others.
bool changes_rights(const people::Person& before, const people::Person& after);

}  // namespace w3::api
