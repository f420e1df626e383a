#pragma once

#include "base/error.hpp"
#include "http/json_writer.hpp"
#include "http/message.hpp"
#include "http/problem.hpp"
#include "w3/api/context.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace w3::api {

/// Every problem that W3 answers with, beside those of parameters and values. Each has its entry in
/// `docs/w3-operating.md`.
enum class ProblemKind {
    session_missing,
    login_refused,
    other_origin,
    csrf_refused,
    must_change_password,
    not_permitted,
    wrong_password,
    callback_people_off,
    person_not_found,
    search_not_found,
    export_not_found,
    callback_not_found,
    export_not_done,
    callback_changed,
    callback_held,
    callback_closed,
    callback_open,
    callback_exists,
    not_json,
    too_many_attempts,
    too_many_exports,
    too_many_logins,
    exports_busy,
    busy,
    edgvoip_unavailable,
    edgvoip_refuses,
    live_unavailable,
    store_unavailable,
    store_damaged,
};

struct ProblemText {
    ProblemKind kind;
    int status;
    std::string_view type;  ///< a path that names it for ever
    std::string_view title;
    std::string_view detail;
};

/// All of them, in the order of the enum.
std::span<const ProblemText> problem_texts();

/// The problem as an answer, never stored by anybody on the way.
http::Answer problem(ProblemKind kind, const http::Request& request);

/// The same with members of its own (RFC 9457 section 3.2), which `write` adds to the object.
http::Answer problem_with(ProblemKind kind, const http::Request& request,
                          const std::function<void(http::JsonWriter&)>& write);

/// One with `Retry-After`.
http::Answer come_again(ProblemKind kind, std::int64_t seconds, const http::Request& request);

/// 422 (`/problems/refused-values`): the members are well-formed, and their values are not taken.
http::Answer refused_values(std::vector<http::ParameterError> errors, const http::Request& request);

/// 503 when the store cannot answer now, 500 for anything else. What went wrong is told to the
/// observer, never to the client.
http::Answer store_problem(const Context& context, const http::Request& request,
                           const base::Error& error);

}  // namespace w3::api
