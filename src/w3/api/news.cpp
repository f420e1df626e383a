#include "w3/api/news.hpp"

#include "w3/people/limits.hpp"

#include <algorithm>

namespace w3::api {
namespace {

constexpr std::string_view nothing_more = "{}";

}  // namespace

News::News() : thread_([this] { beat(); }) {}

std::shared_ptr<http::EventStream> News::listen(base::TenantId tenant, people::PersonId person) {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || listeners_.size() >= limits::listeners_max) return nullptr;
    end_surplus(person);
    auto events = std::make_shared<http::EventStream>();
    listeners_.push_back({tenant, person, std::chrono::steady_clock::now(), events});
    return events;
}

void News::end_surplus(people::PersonId person) {
    const auto is_theirs = [person](const Listener& each) { return each.person == person; };
    const auto count = std::count_if(listeners_.begin(), listeners_.end(), is_theirs);
    if (count < static_cast<std::ptrdiff_t>(limits::listeners_per_person_max)) return;
    const auto oldest = std::find_if(listeners_.begin(), listeners_.end(), is_theirs);
    oldest->events->end();
    listeners_.erase(oldest);
}

void News::tell(base::TenantId tenant, std::string_view what) {
    const std::lock_guard lock(mutex_);
    std::erase_if(listeners_, [&](const Listener& each) {
        return each.tenant == tenant && !each.events->send(what, nothing_more);
    });
}

std::size_t News::listeners() const {
    const std::lock_guard lock(mutex_);
    return listeners_.size();
}

void News::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        for (const Listener& each : listeners_)
            each.events->end();
        listeners_.clear();
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void News::beat() {
    constexpr std::chrono::seconds pause(limits::listener_beat_seconds);
    constexpr std::chrono::seconds life(limits::listener_seconds_max);
    std::unique_lock lock(mutex_);
    while (!woken_.wait_for(lock, pause, [this] { return is_stopping_; })) {
        const auto now = std::chrono::steady_clock::now();
        std::erase_if(listeners_, [&](const Listener& each) {
            if (now - each.since > life) each.events->end();
            return !each.events->beat();
        });
    }
}

}  // namespace w3::api
