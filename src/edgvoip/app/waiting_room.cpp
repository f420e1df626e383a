#include "edgvoip/app/waiting_room.hpp"

#include "base/limits.hpp"

#include <utility>

namespace edgvoip::app {
namespace {

constexpr std::chrono::milliseconds patience(base::limits::index_wait_ms);
constexpr std::chrono::milliseconds between_tries(20);
constexpr int unavailable = 503;

/// Questions about stored calls; whoever asks whether the server is ready, or what goes on now,
/// wants to know it now.
bool may_wait(const http::Request& request) {
    return request.path.starts_with("/api/") && !request.path.starts_with("/api/monitor/");
}

}  // namespace

WaitingRoom::WaitingRoom(const http::Router& router, const index::Indexes& indexes)
    : router_(router), indexes_(indexes), thread_([this] { attend(); }) {}

void WaitingRoom::answer(http::Request request, const http::Reply& reply) {
    if (indexes_.all_ready() || !may_wait(request)) {
        return reply(router_.answer(std::move(request)));
    }
    http::Answer first = router_.answer(request);
    if (first.status == unavailable && admit(request, reply, first.about)) return;
    reply(std::move(first));
}

bool WaitingRoom::admit(const http::Request& request, const http::Reply& reply,
                        const std::string& tenant) {
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || waiting_count_ >= base::limits::index_waiting_max) return false;
        std::size_t& of_tenant = waiting_by_tenant_[tenant];
        if (of_tenant >= base::limits::index_waiting_per_tenant_max) return false;
        waiting_.push_back({request, reply, Clock::now() + patience, tenant});
        waiting_.back().request.is_repeated = true;
        ++of_tenant;
        ++waiting_count_;
    }
    woken_.notify_one();
    return true;
}

void WaitingRoom::attend() {
    for (;;) {
        std::deque<Waiting> waiting;
        {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
            woken_.wait_for(lock, between_tries, [this] { return is_stopping_; });
            waiting.swap(waiting_);
            if (is_stopping_ && waiting.empty()) return;
        }
        try_again(std::move(waiting));
    }
}

void WaitingRoom::try_again(std::deque<Waiting> waiting) {
    for (Waiting& one : waiting) {
        http::Answer answer = router_.answer(one.request);
        if (answer.status == unavailable && Clock::now() < one.until && wait_on(one)) continue;
        {
            const std::lock_guard lock(mutex_);
            --waiting_count_;
            if (--waiting_by_tenant_[one.tenant] == 0) waiting_by_tenant_.erase(one.tenant);
        }
        one.reply(std::move(answer));
    }
}

bool WaitingRoom::wait_on(Waiting& one) {
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return false;
    waiting_.push_back(std::move(one));
    return true;
}

void WaitingRoom::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_one();
    if (thread_.joinable()) thread_.join();
}

}  // namespace edgvoip::app
