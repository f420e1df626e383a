#pragma once

#include "base/error.hpp"
#include "http/json_writer.hpp"
#include "sql/connection.hpp"
#include "w3/callbacks/rules.hpp"
#include "w3/callbacks/task.hpp"
#include "w3/people/person.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// What a task's JSON says beside the task.
struct TaskWords {
    std::map<people::PersonId, std::string> names;  ///< of the tenant's people
    callbacks::Rules rules;
    base::Instant now;
};

/// Part of the connection's transaction.
base::Result<TaskWords> task_words_of(sql::Connection& connection, base::TenantId tenant,
                                      base::Instant now);

/// A task as the pages know it, an object.
void write_task(http::JsonWriter& json, const callbacks::Task& task, const TaskWords& words);
/// Its members, into an open object.
void write_task_members(http::JsonWriter& json, const callbacks::Task& task,
                        const TaskWords& words);

/// A person by id and name; null: nobody. `name` is for who is not known any more.
void write_person(http::JsonWriter& json, std::string_view field,
                  const std::optional<people::PersonId>& person, const TaskWords& words,
                  std::string_view name = {});

}  // namespace w3::api
