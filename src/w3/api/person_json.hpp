#pragma once

#include "http/json_writer.hpp"
#include "w3/people/person.hpp"

namespace w3::api {

/// The members that everybody may know of themselves and an admin of all: id, address, name, role,
/// extension, stores and language, into an open object.
void write_person_members(http::JsonWriter& json, const people::Person& person);

/// `store_ids`: a list, or null for all.
void write_store_ids(http::JsonWriter& json, const people::Person& person);

}  // namespace w3::api
