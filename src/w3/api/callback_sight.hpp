#pragma once

#include "http/message.hpp"
#include "w3/api/door.hpp"
#include "w3/callbacks/task.hpp"
#include "w3/callbacks/workflow.hpp"
#include "w3/people/scope.hpp"
#include "w3/store/task_list.hpp"
#include "w3/store/tasks.hpp"

#include <optional>

namespace w3::api {

/// The stores whose callbacks a person works on: the own ones; of no store only who sees all.
inline store::Sight sight_of(const people::Person& person) {
    return person.store_ids;
}

inline bool sees(const people::Person& person, const std::optional<base::StoreId>& store) {
    return store::is_in_sight(store, sight_of(person));
}

inline callbacks::Actor actor_of(const people::Person& person) {
    return {.id = person.id, .leads = people::may_of(person).assign};
}

/// The task of the path; nothing when it is no id, or not in the visitor's sight. Part of the
/// connection's transaction.
inline base::Result<std::optional<callbacks::Task>> task_of_path(sql::Connection& connection,
                                                                 const http::Request& request,
                                                                 const Visitor& visitor) {
    const auto id = base::Uuid::parse(request.path_value("task_id"));
    if (!id) return std::optional<callbacks::Task>();
    auto task = store::find_task(connection, visitor.tenant->id, {*id});
    if (task && *task && !sees(visitor.person, (*task)->store_id)) task->reset();
    return task;
}

}  // namespace w3::api
