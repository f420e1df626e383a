#include "access/rate_limiter.hpp"

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/limits.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace auth {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

std::int64_t rounded_up(std::int64_t amount, std::int64_t unit) {
    return (amount + unit - 1) / unit;
}

std::int64_t ns_of(std::chrono::steady_clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}

}  // namespace

std::int64_t Rate::window_sec() const {
    return rounded_up(burst * period.count(), count);
}

RateLimiter::RateLimiter(const Rate& rate)
    : cost_ns_(rate.is_limited() ? rate.period.count() * ns_per_second / rate.count : 0),
      burst_ns_(cost_ns_ * rate.burst),
      secret_(base::Uuid::random().bytes),
      sets_(base::limits::rate_limit_keys_max / ways) {
    base::check(cost_ns_ > 0 && rate.burst > 0, "a rate limit is positive");
}

std::size_t RateLimiter::set_of(const Key& key) const {
    std::array<char, 2 * std::tuple_size_v<Key>> bytes{};
    const auto behind = std::copy(secret_.begin(), secret_.end(), bytes.begin());
    std::copy(key.begin(), key.end(), behind);
    return std::hash<std::string_view>()({bytes.data(), bytes.size()}) % sets_.size();
}

Pace RateLimiter::judge(std::int64_t due_ns, std::int64_t now_ns) const {
    const std::int64_t owed = std::max(due_ns - now_ns, std::int64_t{0});
    const std::int64_t owed_then = owed + cost_ns_;
    Pace pace;
    pace.allowed = owed_then <= burst_ns_;
    const std::int64_t owed_now = pace.allowed ? owed_then : owed;
    pace.remaining = (burst_ns_ - owed_now) / cost_ns_;
    const std::int64_t owed_for_one_more = burst_ns_ - (pace.remaining + 1) * cost_ns_;
    pace.wait_sec = rounded_up(owed_now - owed_for_one_more, ns_per_second);
    return pace;
}

Pace RateLimiter::take(const Key& key, Time now) {
    const std::int64_t now_ns = ns_of(now);
    const std::size_t set = set_of(key);
    const std::lock_guard lock(mutexes_[set % locks]);
    Set& slots = sets_[set];
    auto slot = std::find_if(slots.begin(), slots.end(),
                             [&key](const Slot& known) { return known.key == key; });
    if (slot == slots.end()) {
        slot = std::min_element(slots.begin(), slots.end(),
                                [](const Slot& a, const Slot& b) { return a.due_ns < b.due_ns; });
        *slot = {key, 0};
    }
    const Pace pace = judge(slot->due_ns, now_ns);
    if (pace.allowed) slot->due_ns = std::max(slot->due_ns, now_ns) + cost_ns_;
    return pace;
}

Pace RateLimiter::look(const Key& key, Time now) const {
    const std::size_t set = set_of(key);
    const std::lock_guard lock(mutexes_[set % locks]);
    for (const Slot& slot : sets_[set]) {
        if (slot.key == key) return judge(slot.due_ns, ns_of(now));
    }
    return judge(0, ns_of(now));
}

}  // namespace auth
