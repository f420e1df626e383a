#pragma once

#include "base/instant.hpp"

namespace base {

/// The time of day. Passed to whoever needs it, so that tests decide what time it is.
class Clock {
public:
    virtual ~Clock() = default;

    /// Now, UTC. Any thread.
    virtual Instant now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// A clock that stands still until it is moved. Not for concurrent use.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at) : at_(at) {}

    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }

private:
    Instant at_;
};

}  // namespace base
