#pragma once

#include "w3/exports/register.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace w3::exports {

/// Has a register forget what is old, every so often, on a thread of its own.
class Sweeper {
public:
    /// The register outlives it.
    Sweeper(Register& all, std::chrono::milliseconds pause);
    Sweeper(const Sweeper&) = delete;
    Sweeper& operator=(const Sweeper&) = delete;
    ~Sweeper();

private:
    void sweep(std::chrono::milliseconds pause);

    Register& all_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace w3::exports
