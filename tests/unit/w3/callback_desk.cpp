#include "callback_desk.hpp"

#include "w3/api/endpoints.hpp"

#include <utility>

namespace w3 {

CallbackDesk::CallbackDesk(CallbackBed& bed) : bed_(bed) {
    person_.id = {base::Uuid::random()};
    person_.name = "Anna";
    person_.role = people::Role::admin;
}

int CallbackDesk::move(api::VisitorEndpoint* endpoint, const callbacks::Task& task,
                       const std::string& members) {
    return answer(endpoint, task.id.uuid.text(),
                  R"({"version":)" + std::to_string(task.version) + members + "}");
}

int CallbackDesk::claim(const callbacks::Task& task) {
    return move(api::claim_callback, task);
}

int CallbackDesk::close(const callbacks::Task& task, const std::string& outcome) {
    return move(api::close_callback, task, R"(,"outcome":")" + outcome + "\"");
}

int CallbackDesk::undo(const callbacks::Task& task) {
    return move(api::undo_callback, task);
}

int CallbackDesk::reopen(const callbacks::Task& task) {
    return move(api::reopen_callback, task);
}

int CallbackDesk::create(const std::string& call_id) {
    return answer(api::create_callback, "", R"({"call_id":")" + call_id + "\"}");
}

int CallbackDesk::answer(api::VisitorEndpoint* endpoint, const std::string& task_id,
                         std::string body) {
    api::Context context;
    context.clock = &bed_.clock();
    context.observer = observer_.get();
    context.database = &bed_.database();
    context.news = &news_;
    http::Request request;
    request.method = http::Method::post;
    request.body = std::move(body);
    request.path_values = {{"task_id", task_id}};
    person_.tenant_id = bed_.tenant().id;
    return endpoint(context, request, {.session = {}, .person = person_, .tenant = &bed_.tenant()})
        .status;
}

}  // namespace w3
