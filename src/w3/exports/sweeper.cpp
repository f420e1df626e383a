#include "w3/exports/sweeper.hpp"

namespace w3::exports {

Sweeper::Sweeper(Register& all, std::chrono::milliseconds pause)
    : all_(all), thread_([this, pause] { sweep(pause); }) {}

Sweeper::~Sweeper() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

void Sweeper::sweep(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    while (!woken_.wait_for(lock, pause, [this] { return is_stopping_; }))
        all_.forget_old();
}

}  // namespace w3::exports
