#pragma once

#include "edgvoip/index/indexes.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace edgvoip::app {

/// Answers requests by the router; while calls are being loaded, a question that cannot be answered
/// yet waits here, on no thread of the server, until it can be or its patience
/// (`limits::index_wait_ms`) is over. Any thread.
class WaitingRoom {
public:
    /// Both outlive it.
    WaitingRoom(const http::Router& router, const index::Indexes& indexes);
    WaitingRoom(const WaitingRoom&) = delete;
    WaitingRoom& operator=(const WaitingRoom&) = delete;
    ~WaitingRoom() { stop(); }

    void answer(http::Request request, const http::Reply& reply);

    /// Answers all who wait, as they can be answered now; nobody waits any more.
    void stop();

private:
    using Clock = std::chrono::steady_clock;

    struct Waiting {
        http::Request request;
        http::Reply reply;
        Clock::time_point until;
    };

    bool admit(const http::Request& request, const http::Reply& reply);
    void attend();
    void try_again(std::deque<Waiting> waiting);

    const http::Router& router_;
    const index::Indexes& indexes_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> waiting_;
    bool is_stopping_ = false;
    std::jthread thread_;
};

}  // namespace edgvoip::app
