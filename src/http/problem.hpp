#pragma once

#include "http/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace http {

/// IANA's name for a rate limit that is exceeded (draft-ietf-httpapi-ratelimit-headers).
constexpr std::string_view quota_exceeded_type =
    "https://iana.org/assignments/http-problem-types#quota-exceeded";

/// One parameter that is wrong, and why, as a phrase: `is not a UUID`.
struct ParameterError {
    std::string parameter;
    std::string reason;     ///< for people who write programs
    std::string code = {};  ///< the same for programs, which never changes; empty: it has none

    bool operator==(const ParameterError&) const = default;
};

/// An RFC 9457 problem. `type` is a path of this server (`/problems/…`, described in
/// `docs/errors.md`), a registered name, or `about:blank`.
struct Problem {
    int status = 500;
    std::string_view type = "about:blank";
    std::string_view title;  ///< empty: the status's own phrase
    std::string detail;      ///< a sentence for the client's developer; empty: the title
    std::vector<ParameterError> errors;
    std::vector<std::string> violated_policies;  ///< of `quota_exceeded_type`
};

/// The problem as an `application/problem+json` answer with `request_id`.
Answer to_answer(const Problem& problem, std::string_view request_id);

/// 400 (`/problems/bad-parameters`) naming every offending parameter.
Answer bad_parameters(std::vector<ParameterError> errors, std::string_view request_id);

/// The standard phrase of a status, such as `Not Found`; `Unknown` when it has none.
std::string_view reason_phrase(int status);

}  // namespace http
