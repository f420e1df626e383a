#pragma once

#include "base/observer.hpp"
#include "http/connection_count.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace http {

/// Tells of refused connections at most once a second and reason, so that a flood of them writes no
/// flood of lines: the event `http_connection_refused` (reason; refused: how many since the last
/// one, this one included). Any thread.
class RefusedConnections {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// `observer` outlives it.
    explicit RefusedConnections(base::Observer& observer) : observer_(observer) {}

    /// Counts one, and tells of it when that is due.
    void add(TooMany reason, Time at);
    /// Tells of what was only counted. Call it about once a second.
    void tell_due(Time at);

private:
    struct Counted {
        std::int64_t untold = 0;
        Time next = Time::min();  // before then nothing is told
    };
    static constexpr std::size_t reasons = 3;

    void tell_due(TooMany reason, Time at);

    base::Observer& observer_;
    std::mutex mutex_;
    std::array<Counted, reasons> counted_;
};

}  // namespace http
