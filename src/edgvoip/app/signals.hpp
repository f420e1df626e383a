#pragma once

#include <chrono>
#include <signal.h>

namespace edgvoip::app {

/// SIGINT and SIGTERM, blocked in every thread made after this and taken by one wait.
class StopSignals {
public:
    StopSignals();

    void wait() const;
    /// Whether one came before the time was over.
    bool wait_for(std::chrono::milliseconds time) const;

private:
    sigset_t set_{};
};

}  // namespace edgvoip::app
