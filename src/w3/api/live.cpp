#include "w3/api/endpoints.hpp"
#include "w3/api/event_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/live/relay.hpp"

#include <utility>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 30;

}  // namespace

http::Answer listen_to_live_calls(const Context& context, const http::Request& request,
                                  const Visitor& visitor) {
    auto events = context.live->listen({.tenant = visitor.tenant,
                                        .person = visitor.person,
                                        .session = visitor.session,
                                        .client_address = request.client_address,
                                        .request_id = request.request_id},
                                       std::string(request.header("Last-Event-ID").value_or("")));
    if (events == nullptr) return come_again(ProblemKind::busy, retry_seconds, request);
    return event_answer(std::move(events));
}

}  // namespace w3::api
