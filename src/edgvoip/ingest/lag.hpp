#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace edgvoip::ingest {

/// How long after their end legs became durable: a histogram. One thread.
class Lag {
public:
    /// Upper bounds of the buckets, in seconds, each inclusive; the last bucket has none.
    static constexpr std::array<std::int64_t, 9> bounds_sec = {1,  2,   5,    10,    30,
                                                               60, 300, 3600, 86'400};

    /// A negative lag (a PBX whose clock is ahead) counts as none.
    void add(std::int64_t lag_us);

    /// How many legs fell into each bucket, not cumulated.
    const std::array<std::int64_t, bounds_sec.size() + 1>& buckets() const { return buckets_; }
    std::int64_t count() const { return count_; }
    std::int64_t sum_us() const { return sum_us_; }

private:
    std::array<std::int64_t, bounds_sec.size() + 1> buckets_{};
    std::int64_t count_ = 0;
    std::int64_t sum_us_ = 0;
};

}  // namespace edgvoip::ingest
