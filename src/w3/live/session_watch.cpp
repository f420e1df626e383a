#include "w3/live/session_watch.hpp"

#include "w3/people/scope.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <exception>
#include <optional>

namespace w3::live {

base::Result<bool> may_listen(store::Database& database, const Listening& listening,
                              base::Instant now) {
    std::optional<people::Session> session;
    std::optional<people::Person> person;
    const auto read = database.read([&](sql::Connection& connection) -> base::Result<void> {
        auto found = store::find_session(connection, listening.session.digest);
        if (!found) return found.error();
        session = std::move(*found);
        auto theirs =
            store::find_person(connection, listening.person.tenant_id, listening.person.id);
        if (!theirs) return theirs.error();
        person = std::move(*theirs);
        return {};
    });
    if (!read) return read.error();
    return session && !people::is_over(*session, now) && person && person->active &&
           people::scope_of(*person) == people::scope_of(listening.person);
}

SessionWatch::SessionWatch(const Needs& needs, Relay& relay)
    : needs_(needs), relay_(relay), thread_([this] { run(); }) {}

void SessionWatch::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void SessionWatch::run() {
    std::unique_lock lock(mutex_);
    while (!woken_.wait_for(lock, needs_.pause, [this] { return is_stopping_; })) {
        lock.unlock();
        look();
        lock.lock();
    }
}

void SessionWatch::look() {
    for (const auto& [id, listening] : relay_.listeners()) {
        base::Result<bool> may = false;
        try {
            may = may_listen(needs_.database, listening, needs_.clock.now());
        } catch (const std::exception& failure) {
            may = base::Error{base::Fault::corrupt, failure.what()};
        }
        if (!may) {
            needs_.observer.event(base::Severity::error, "live_calls_not_watched",
                                  {{"detail", std::string_view(may.error().detail)}});
        }
        if (!may || !*may) relay_.end(id);
    }
}

}  // namespace w3::live
