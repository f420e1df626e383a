#pragma once

#include "http/message.hpp"
#include "w3/api/callback_json.hpp"
#include "w3/api/door.hpp"
#include "w3/api/json_body.hpp"
#include "w3/callbacks/workflow.hpp"
#include "w3/store/task_log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace w3::api {

/// Something that a visitor does to a task.
struct Move {
    std::string_view what;  ///< in the log
    std::string detail;     ///< the same
    std::function<callbacks::Moved(const callbacks::Task&, const callbacks::Actor&, base::Instant)>
        make;
};

/// `version` of the task that the visitor has seen, which every move says; 0: an error of the body.
std::int64_t version_of(JsonBody& body);

/// Does it to the task of the path, as the visitor has seen it; whoever was first is told of
/// otherwise.
http::Answer do_move(const Context& context, const http::Request& request, const Visitor& visitor,
                     std::int64_t version, const Move& move);

/// What the log says of what a visitor does now.
store::TaskEvent event_of(const Visitor& visitor, base::Instant now, std::string_view what,
                          std::string detail);

/// 200 or 201 with a task as it is now; others are told that something has changed.
http::Answer task_answer(const Context& context, const Visitor& visitor, int status,
                         const callbacks::Task& task, const TaskWords& words);

/// 409 with how the task is now, and who made it so.
http::Answer changed_answer(const http::Request& request, const callbacks::Task& task,
                            const TaskWords& words, const std::optional<store::TaskEvent>& last);

/// Why it cannot be done, as an answer.
http::Answer objection_answer(const http::Request& request, callbacks::Objection objection,
                              const callbacks::Task& task, const TaskWords& words);

}  // namespace w3::api
