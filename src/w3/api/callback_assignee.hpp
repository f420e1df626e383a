#pragma once

#include "http/message.hpp"
#include "w3/api/callback_move.hpp"
#include "w3/api/door.hpp"
#include "w3/api/json_body.hpp"

#include <optional>
#include <variant>

namespace w3::api {

/// Whom a task is given to; nothing: nobody.
using Assignee = std::optional<people::Person>;

/// The person of this id, or 422 when the tenant has none who works on callbacks.
std::variant<Assignee, http::Answer> assignee_of(const Context& context,
                                                 const http::Request& request,
                                                 const Visitor& visitor, const JsonBody::Id& id);

/// Gives the task to them; not where they do not see its store.
Move assignment(const Assignee& assignee);

}  // namespace w3::api
