#include "program/signals.hpp"

#include "base/error.hpp"

namespace program {

Signals::Signals(std::initializer_list<int> signals) {
    sigemptyset(&set_);
    for (const int signal : signals)
        sigaddset(&set_, signal);
    base::check(pthread_sigmask(SIG_BLOCK, &set_, nullptr) == 0, "signals can be blocked");
}

int Signals::wait() const {
    int signal = 0;
    base::check(sigwait(&set_, &signal) == 0, "blocked signals can be waited for");
    return signal;
}

bool Signals::wait_for(std::chrono::milliseconds time) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    timespec limit{};
    limit.tv_sec = seconds.count();
    limit.tv_nsec = std::chrono::nanoseconds(time - seconds).count();
    return sigtimedwait(&set_, nullptr, &limit) > 0;
}

}  // namespace program
