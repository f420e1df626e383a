#pragma once

#include <chrono>
#include <csignal>
#include <initializer_list>

namespace program {

/// Signals that the program waits for, blocked in every thread made after this and taken one by
/// one.
class Signals {
public:
    Signals(std::initializer_list<int> signals);

    /// The number of the next one.
    int wait() const;
    /// Whether one came before the time was over.
    bool wait_for(std::chrono::milliseconds time) const;

private:
    sigset_t set_{};
};

}  // namespace program
