#include "edgvoip/app/stop_signals.hpp"

#include "base/error.hpp"

namespace edgvoip::app {

StopSignals::StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    base::check(pthread_sigmask(SIG_BLOCK, &set_, nullptr) == 0, "signals can be blocked");
}

void StopSignals::wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
}

bool StopSignals::wait_for(std::chrono::milliseconds time) const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    timespec limit{};
    limit.tv_sec = seconds.count();
    limit.tv_nsec = std::chrono::nanoseconds(time - seconds).count();
    return sigtimedwait(&set_, nullptr, &limit) > 0;
}

}  // namespace edgvoip::app
