#include "http/problem.hpp"
#include "w3/api/callback_assignee.hpp"
#include "w3/api/callback_move.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/reasons.hpp"
#include "w3/people/limits.hpp"

#include <utility>

namespace w3::api {
namespace {

using callbacks::Actor;
using callbacks::Task;

http::Answer refused_body(const JsonBody& body, const http::Request& request) {
    return http::bad_parameters(body.errors(), request.request_id);
}

std::string note_of(JsonBody& body) {
    return body.maybe_text("note", limits::callback_note_bytes_max).value_or("");
}

/// A move that says nothing but the version.
http::Answer plain_move(const Context& context, const http::Request& request,
                        const Visitor& visitor, const Move& move) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    if (!body.errors().empty()) return refused_body(body, request);
    return do_move(context, request, visitor, version, move);
}

}  // namespace

http::Answer claim_callback(const Context& context, const http::Request& request,
                            const Visitor& visitor) {
    return plain_move(context, request, visitor, {"claimed", "", callbacks::claimed});
}

http::Answer release_callback(const Context& context, const http::Request& request,
                              const Visitor& visitor) {
    return plain_move(context, request, visitor, {"released", "", callbacks::released});
}

http::Answer plan_callback(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    body.require("at");
    const auto at = body.instant("at");
    if (!body.errors().empty()) return refused_body(body, request);
    if (*at <= context.clock->now()) {
        return refused_values({wrong("at", Reason::not_future, "is not in the future")}, request);
    }
    return do_move(context, request, visitor, version,
                   {"planned", base::to_iso8601(*at),
                    [&at](const Task& task, const Actor& actor, base::Instant now) {
                        return callbacks::planned(task, actor, now, *at);
                    }});
}

http::Answer try_callback(const Context& context, const http::Request& request,
                          const Visitor& visitor) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    std::string note = note_of(body);
    if (!body.errors().empty()) return refused_body(body, request);
    return do_move(context, request, visitor, version,
                   {"tried", std::move(note), callbacks::tried});
}

http::Answer note_callback(const Context& context, const http::Request& request,
                           const Visitor& visitor) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    std::string note = body.text("note", limits::callback_note_bytes_max);
    if (!body.errors().empty()) return refused_body(body, request);
    // Whoever sees it may say something about it.
    return do_move(context, request, visitor, version,
                   {"noted", std::move(note),
                    [](const Task& task, const Actor&, base::Instant) { return task; }});
}

http::Answer close_callback(const Context& context, const http::Request& request,
                            const Visitor& visitor) {
    constexpr std::size_t outcome_bytes_max = 32;
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    const std::string name = body.text("outcome", outcome_bytes_max);
    const std::string note = note_of(body);
    if (!body.errors().empty()) return refused_body(body, request);
    const auto outcome = callbacks::outcome_of(name);
    if (!outcome)
        return refused_values(
            {wrong("outcome", Reason::no_choice, "is none that a callback can have")}, request);
    return do_move(context, request, visitor, version,
                   {"closed", note.empty() ? name : name + ": " + note,
                    [&outcome](const Task& task, const Actor& actor, base::Instant now) {
                        return callbacks::closed(task, actor, now, *outcome);
                    }});
}

http::Answer assign_callback(const Context& context, const http::Request& request,
                             const Visitor& visitor) {
    JsonBody body(request.body);
    const std::int64_t version = version_of(body);
    body.require("person_id");
    const auto person = body.id_or_null("person_id");
    if (!body.errors().empty()) return refused_body(body, request);
    auto found = assignee_of(context, request, visitor, *person);
    if (auto* refusal = std::get_if<http::Answer>(&found)) return std::move(*refusal);
    const auto& assignee = std::get<Assignee>(found);
    return do_move(context, request, visitor, version, assignment(assignee));
}

}  // namespace w3::api
