#include "program/private/refusal.hpp"

#include "http/problem.hpp"

namespace program {

http::Answer refusal(int status, std::string_view detail, const http::Request& request) {
    http::Problem problem;
    problem.status = status;
    problem.detail = detail;
    http::Answer answer = http::to_answer(problem, request.request_id);
    if (status == 401) {
        answer.headers.emplace_back("WWW-Authenticate",
                                    "Basic realm=\"private\", charset=\"UTF-8\"");
    }
    return answer;
}

http::Answer refuse_method(std::string_view methods, std::string_view detail,
                           const http::Request& request) {
    http::Answer answer = refusal(405, detail, request);
    answer.headers.emplace_back("Allow", methods);
    return answer;
}

http::Answer answer_metrics(const std::function<http::Answer()>& page,
                            const http::Request& request) {
    if (request.method == http::Method::get || request.method == http::Method::head) return page();
    return refuse_method("GET, HEAD", "metrics are read with GET", request);
}

http::Answer come_again(std::string_view detail, const http::Request& request) {
    http::Answer answer = refusal(503, detail, request);
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

}  // namespace program
