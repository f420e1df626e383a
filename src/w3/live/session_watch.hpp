#pragma once

#include "base/clock.hpp"
#include "base/observer.hpp"
#include "w3/live/relay.hpp"
#include "w3/store/database.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace w3::live {

/// Whether a page may go on listening: its session is there and not over, and its person is active
/// and sees what they saw. Errors as store::Database.
base::Result<bool> may_listen(store::Database& database, const Listening& listening,
                              base::Instant now);

/// Looks again and again, on a thread of its own, whether those who listen still may, and ends the
/// streams of those who may not; of all, when it cannot be said (`live_calls_not_watched`: detail).
class SessionWatch {
public:
    struct Needs {
        store::Database& database;
        const base::Clock& clock;
        base::Observer& observer;
        std::chrono::milliseconds pause;  ///< between two looks
    };

    /// All of it outlives the watch.
    SessionWatch(const Needs& needs, Relay& relay);
    SessionWatch(const SessionWatch&) = delete;
    SessionWatch& operator=(const SessionWatch&) = delete;
    ~SessionWatch() { stop(); }

    /// The second call does nothing.
    void stop();

private:
    void run();
    void look();

    const Needs needs_;
    Relay& relay_;
    std::mutex mutex_;
    std::condition_variable woken_;
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace w3::live
