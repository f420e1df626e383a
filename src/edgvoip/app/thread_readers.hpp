#pragma once

#include "base/error.hpp"
#include "edgvoip/store/store.hpp"

#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace edgvoip::app {

/// A store connection for each thread that asks for one, made at its first question. Any thread.
class ThreadReaders {
public:
    /// The store outlives the readers.
    explicit ThreadReaders(store::Store& store) : store_(store) {}

    /// The calling thread's own reader, never shared. Fault::unavailable when the store cannot be
    /// opened; the next question tries again.
    base::Result<store::CallReader*> of_this_thread();

private:
    store::Store& store_;
    std::mutex mutex_;
    // Guarded by mutex_; each reader is used by its own thread only.
    std::unordered_map<std::thread::id, std::unique_ptr<store::CallReader>> readers_;
};

}  // namespace edgvoip::app
