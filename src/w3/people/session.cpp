#include "w3/people/session.hpp"

#include "w3/people/limits.hpp"

namespace w3::people {
namespace {

bool has_passed(base::Instant since, std::int64_t seconds, base::Instant now) {
    return now.us - since.us >= seconds * base::us_per_second;
}

}  // namespace

bool is_over(const Session& session, base::Instant now) {
    return has_passed(session.last_used, limits::session_idle_seconds_max, now) ||
           has_passed(session.began, limits::session_seconds_max, now);
}

bool is_to_be_noted(const Session& session, base::Instant now) {
    return has_passed(session.last_used, limits::session_touch_seconds, now);
}

}  // namespace w3::people
