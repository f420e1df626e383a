#include "edgvoip/app/refusal.hpp"

#include "http/problem.hpp"

namespace edgvoip::app {

http::Answer refusal(int status, std::string_view detail, const http::Request& request) {
    http::Problem problem;
    problem.status = status;
    problem.detail = detail;
    http::Answer answer = http::to_answer(problem, request.request_id);
    if (status == 401) {
        answer.headers.emplace_back("WWW-Authenticate",
                                    "Basic realm=\"edgvoip\", charset=\"UTF-8\"");
    }
    return answer;
}

http::Answer refuse_method(std::string_view methods, std::string_view detail,
                           const http::Request& request) {
    http::Answer answer = refusal(405, detail, request);
    answer.headers.emplace_back("Allow", methods);
    return answer;
}

http::Answer come_again(std::string_view detail, const http::Request& request) {
    http::Answer answer = refusal(503, detail, request);
    answer.headers.emplace_back("Retry-After", "1");
    return answer;
}

}  // namespace edgvoip::app
