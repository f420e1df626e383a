#include "http/problem.hpp"

#include "http/json_writer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace http {
namespace {

using Phrase = std::pair<int, std::string_view>;

// RFC 9110 section 15, RFC 6585; sorted by status.
constexpr std::array phrases = std::to_array<Phrase>({
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {507, "Insufficient Storage"},
    {511, "Network Authentication Required"},
});

void write_errors(JsonWriter& json, const std::vector<ParameterError>& errors) {
    json.key("errors");
    json.begin_array();
    for (const ParameterError& error : errors) {
        json.begin_object();
        json.field("parameter", error.parameter);
        json.field("reason", error.reason);
        if (!error.code.empty()) json.field("code", error.code);
        json.end_object();
    }
    json.end_array();
}

void write_policies(JsonWriter& json, const std::vector<std::string>& names) {
    json.key("violated-policies");
    json.begin_array();
    for (const std::string& name : names)
        json.text(name);
    json.end_array();
}

}  // namespace

Answer to_answer(const Problem& problem, std::string_view request_id) {
    const std::string_view title =
        problem.title.empty() ? reason_phrase(problem.status) : problem.title;
    Answer answer;
    answer.status = problem.status;
    answer.content_type = "application/problem+json";
    JsonWriter json(answer.body);
    json.begin_object();
    json.field("type", problem.type);
    json.field("title", title);
    json.field("status", problem.status);
    json.field("detail", problem.detail.empty() ? title : std::string_view(problem.detail));
    json.field("request_id", request_id);
    if (!problem.errors.empty()) write_errors(json, problem.errors);
    if (!problem.violated_policies.empty()) write_policies(json, problem.violated_policies);
    json.end_object();
    return answer;
}

Answer bad_parameters(std::vector<ParameterError> errors, std::string_view request_id) {
    Problem problem;
    problem.status = 400;
    problem.type = "/problems/bad-parameters";
    problem.title = "Bad parameters";
    problem.detail = errors.size() == 1
                         ? errors.front().parameter + " " + errors.front().reason
                         : std::to_string(errors.size()) +
                               " parameters cannot be accepted; errors names each of them";
    problem.errors = std::move(errors);
    return to_answer(problem, request_id);
}

std::string_view reason_phrase(int status) {
    const auto found =
        std::lower_bound(phrases.begin(), phrases.end(), status,
                         [](const Phrase& p, int wanted) { return p.first < wanted; });
    return found != phrases.end() && found->first == status ? found->second : "Unknown";
}

}  // namespace http
