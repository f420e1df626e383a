#pragma once

#include "base/error.hpp"
#include "edgvoip/api/context.hpp"
#include "http/message.hpp"

#include <array>
#include <string_view>

namespace edgvoip::api {

/// Every problem that the endpoints answer with, beside 400 for parameters. Each has its entry in
/// `docs/errors.md`.
enum class ProblemKind {
    token_missing,
    token_invalid,
    token_expired,
    tenant_unknown,
    tenant_not_allowed,
    tenant_differs,
    call_not_found,
    file_not_found,
    sync_token_expired,
    store_unavailable,
    store_corrupt,
    not_ready,
    live_unavailable,
};

struct ProblemText {
    ProblemKind kind;
    int status;
    std::string_view type;  ///< a path that names it for ever
    std::string_view title;
    std::string_view detail;
};

/// All of them, in the order of the enum.
const std::array<ProblemText, 13>& problem_texts();

/// The problem as an answer, never stored by anybody on the way.
http::Answer problem(ProblemKind kind, const http::Request& request);

/// 503 with `Retry-After` when the store cannot answer now, 500 for anything else. What went wrong
/// is told to the observer, never to the client.
http::Answer store_problem(const ApiContext& context, const http::Request& request,
                           const base::Error& error);

}  // namespace edgvoip::api
