#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace auth {

/// So many requests in a period, evenly, and so many at once after a rest. A value.
struct Rate {
    std::int64_t count = 0;  ///< in a period; 0: no limit
    std::int64_t burst = 1;  ///< at once; at least 1 where there is a limit
    std::chrono::seconds period = std::chrono::seconds(1);

    bool is_limited() const { return count > 0; }
    /// Seconds, rounded up, after which a whole burst is there again.
    std::int64_t window_sec() const;
};

/// What a limit says of a request.
struct Pace {
    bool allowed = true;
    std::int64_t remaining = 0;  ///< requests that would be allowed after this one, at once
    std::int64_t wait_sec = 0;   ///< until there is one more than that, rounded up; at least 1
};

/// Counts requests by key and says which are too many, by the generic cell rate algorithm (ITU-T
/// I.371 annex A): one instant a key, no windows that a client could straddle. Holds at most
/// `limits::rate_limit_keys_max` keys in memory of a fixed size, whatever comes; where there is no
/// room, the key that has asked least of late is forgotten, which gives it a new burst. Any thread.
class RateLimiter {
public:
    using Key = std::array<unsigned char, 16>;
    using Time = std::chrono::steady_clock::time_point;  // no jump of the wall clock is seen

    /// check()s that the rate is a limit, and its burst and period are positive.
    explicit RateLimiter(const Rate& rate);

    /// Counts a request when it is allowed; one that is refused costs its sender nothing more.
    Pace take(const Key& key, Time now);
    /// What take() would say, counting nothing.
    Pace look(const Key& key, Time now) const;

private:
    static constexpr std::size_t ways = 8;  // where a key may be
    static constexpr std::size_t locks = 64;

    struct Slot {
        Key key{};
        std::int64_t due_ns = 0;  // when all that the key was allowed has been paid for
    };
    using Set = std::array<Slot, ways>;

    std::size_t set_of(const Key& key) const;
    Pace judge(std::int64_t due_ns, std::int64_t now_ns) const;

    std::int64_t cost_ns_;   // of one request
    std::int64_t burst_ns_;  // what may be owed
    Key secret_;             // so that nobody knows whose keys share a set
    std::vector<Set> sets_;
    mutable std::array<std::mutex, locks> mutexes_;
};

}  // namespace auth
