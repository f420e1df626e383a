#include "w3/people/attempts.hpp"

#include "http/address.hpp"
#include "w3/people/limits.hpp"
#include "w3/people/person.hpp"
#include "w3/people/random_text.hpp"

#include <algorithm>

namespace w3::people {
namespace {

std::int64_t delay_seconds(std::int64_t failed, std::int64_t free) {
    if (failed < free) return 0;
    std::int64_t delay = limits::first_delay_seconds;
    for (std::int64_t i = free; i < failed && delay < limits::delay_seconds_max; ++i)
        delay *= 2;
    return std::min(delay, limits::delay_seconds_max);
}

}  // namespace

Attempts remembered(const Attempts& attempts, base::Instant now) {
    const bool forgotten =
        now.us - attempts.last.us >= limits::attempts_memory_seconds * base::us_per_second;
    return forgotten ? Attempts() : attempts;
}

std::int64_t wait_seconds(const Attempts& attempts, base::Instant now) {
    const std::int64_t left = attempts.wait_until.us - now.us;
    return left <= 0 ? 0 : (left + base::us_per_second - 1) / base::us_per_second;
}

Attempts one_more(const Attempts& attempts, std::int64_t free, base::Instant now) {
    Attempts more = remembered(attempts, now);
    ++more.failed;
    more.last = now;
    more.wait_until = {now.us + delay_seconds(more.failed, free) * base::us_per_second};
    return more;
}

Attempts taken_back(const Attempts& attempts) {
    Attempts fewer = attempts;
    fewer.failed = std::max<std::int64_t>(0, fewer.failed - 1);
    fewer.wait_until = {};
    return fewer;
}

std::string account_key(base::TenantId tenant, std::string_view email) {
    return digest_of("account " + tenant.uuid.text() + " " + email_key(email));
}

std::string client_key(std::string_view client_address) {
    const auto address = http::Address::parse(client_address).value_or(http::Address()).client();
    return digest_of("client " + std::string(reinterpret_cast<const char*>(address.bytes.data()),
                                             address.bytes.size()));
}

}  // namespace w3::people
