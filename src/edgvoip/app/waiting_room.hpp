#pragma once

#include "edgvoip/index/indexes.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace edgvoip::app {

/// Answers requests by the router; while calls are being loaded, a question that cannot be answered
/// yet waits here, on no thread of the server, until it can be or its patience
/// (`limits::index_wait_ms`) is over. Those of one tenant cannot take all the places. Any thread.
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
        std::string tenant;  ///< as Answer::about has it
    };

    bool admit(const http::Request& request, const http::Reply& reply, const std::string& tenant);
    void attend();
    void try_again(std::deque<Waiting> waiting);
    /// False when it does not go on waiting.
    bool wait_on(Waiting& one);

    const http::Router& router_;
    const index::Indexes& indexes_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Waiting> waiting_;
    std::map<std::string, std::size_t> waiting_by_tenant_;  ///< those who are being tried, too
    std::size_t waiting_count_ = 0;                         ///< all of them
    bool is_stopping_ = false;
    std::jthread thread_;
};

}  // namespace edgvoip::app
