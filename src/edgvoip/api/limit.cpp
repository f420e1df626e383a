#include "edgvoip/api/limit.hpp"

#include "http/problem.hpp"

#include <utility>

namespace edgvoip::api {
namespace {

/// A list field's next member, in front of those that are there (RFC 8941 section 3.1).
void put_before(http::Answer& answer, std::string_view field, std::string member) {
    for (auto& [name, value] : answer.headers) {
        if (name != field) continue;
        value = std::move(member) + ", " + value;
        return;
    }
    answer.headers.emplace_back(field, std::move(member));
}

}  // namespace

Limit::Limit(std::string_view name, const auth::Rate& rate, SteadyClock now)
    : name_(name), now_(std::move(now)) {
    if (!rate.is_limited()) return;
    limiter_ = std::make_unique<auth::RateLimiter>(rate);
    policy_ = "\"" + name_ + "\";q=" + std::to_string(rate.burst) +
              ";w=" + std::to_string(rate.window_sec());
}

auth::Pace Limit::take(const auth::RateLimiter::Key& key) {
    return is_on() ? limiter_->take(key, now_()) : auth::Pace();
}

auth::Pace Limit::look(const auth::RateLimiter::Key& key) const {
    return is_on() ? limiter_->look(key, now_()) : auth::Pace();
}

void Limit::tell(const auth::Pace& pace, http::Answer& answer) const {
    if (!is_on()) return;
    put_before(answer, "RateLimit",
               "\"" + name_ + "\";r=" + std::to_string(pace.remaining) +
                   ";t=" + std::to_string(pace.wait_sec));
    put_before(answer, "RateLimit-Policy", policy_);
}

http::Answer Limit::refusal(const auth::Pace& pace, const http::Request& request) const {
    http::Problem problem;
    problem.status = 429;
    problem.type = http::quota_exceeded_type;
    problem.title = "Quota exceeded";
    problem.detail = "too many requests: come again after Retry-After seconds, and watch RateLimit";
    problem.violated_policies = {name_};
    http::Answer answer = http::to_answer(problem, request.request_id);
    answer.headers.emplace_back("Cache-Control", "no-store");
    answer.headers.emplace_back("Retry-After", std::to_string(pace.wait_sec));
    tell(pace, answer);
    return answer;
}

}  // namespace edgvoip::api
