#pragma once

#include "http/message.hpp"
#include "w3/api/door.hpp"
#include "w3/exports/export.hpp"
#include "w3/people/scope.hpp"

#include <optional>

namespace w3::api {

/// Whose exports a visitor sees.
inline exports::Owner export_owner(const people::Person& person) {
    return {.person = person.id, .scope = people::scope_of(person)};
}

/// The visitor's export of the path; nothing when it is no id, or not theirs.
inline std::optional<exports::Export> export_of_path(const Context& context,
                                                     const http::Request& request,
                                                     const Visitor& visitor) {
    const auto id = base::Uuid::parse(request.path_value("export_id"));
    if (!id) return std::nullopt;
    return context.exports->find(*id, export_owner(visitor.person));
}

}  // namespace w3::api
