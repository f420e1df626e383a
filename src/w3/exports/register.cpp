#include "w3/exports/register.hpp"

#include "base/error.hpp"
#include "w3/exports/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace w3::exports {
namespace {

void remove_file(const std::string& path) {
    // What cannot be removed now is at the next start.
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

}  // namespace

std::string_view to_string(State state) {
    switch (state) {
        case State::running:
            return "running";
        case State::done:
            return "done";
        case State::cancelled:
            return "cancelled";
        case State::failed:
            return "failed";
    }
    throw base::Bug("every state has a name");
}

Register::Register(const base::Clock& clock, const Caps& caps, std::string folder)
    : clock_(clock), caps_(caps), folder_(std::move(folder)) {}

std::string Register::file_of(base::Uuid id) const {
    return export_file(folder_, id);
}

std::size_t Register::running_of(people::PersonId person) const {
    return static_cast<std::size_t>(
        std::count_if(exports_.begin(), exports_.end(), [&](const Export& each) {
            return each.owner.person == person && each.state == State::running;
        }));
}

std::variant<Register::Place, Full> Register::take_place(people::PersonId person) {
    const std::lock_guard lock(mutex_);
    const auto held = places_.find(person);
    const std::size_t own = running_of(person) + (held == places_.end() ? 0 : held->second);
    if (own >= caps_.per_person) return Full::person;
    const auto running = static_cast<std::size_t>(
        std::count_if(exports_.begin(), exports_.end(),
                      [](const Export& each) { return each.state == State::running; }));
    if (is_stopping_ || running + places_held_ >= caps_.at_once) return Full::server;
    ++places_[person];
    ++places_held_;
    return std::variant<Place, Full>(std::in_place_type<Place>, *this, person);
}

void Register::give_back(people::PersonId person) {
    const std::lock_guard lock(mutex_);
    const auto held = places_.find(person);
    base::check(held != places_.end() && held->second > 0, "a place is given back once");
    if (--held->second == 0) places_.erase(held);
    --places_held_;
}

void Register::begin(const Export& begun) {
    const std::lock_guard lock(mutex_);
    exports_.push_back(begun);
    if (!is_stopping_) return;
    exports_.back().failure = Failure::stopped;
    end(exports_.back(), State::failed);
}

Export* Register::running(base::Uuid id) {
    const auto found = std::find_if(exports_.begin(), exports_.end(), [&](const Export& each) {
        return each.id == id && each.state == State::running;
    });
    return found == exports_.end() ? nullptr : &*found;
}

void Register::count_end(State state) {
    switch (state) {
        case State::done:
            ++ended_figures_.done;
            return;
        case State::failed:
            ++ended_figures_.failed;
            return;
        case State::cancelled:
            ++ended_figures_.cancelled;
            return;
        case State::running:
            break;
    }
    throw base::Bug("an export does not end running");
}

RegisterFigures Register::figures() const {
    const std::lock_guard lock(mutex_);
    RegisterFigures figures = ended_figures_;
    for (const Export& each : exports_) {
        if (each.state == State::running) ++figures.running;
        if (each.state == State::done) figures.bytes += each.bytes;
    }
    return figures;
}

void Register::end(Export& ended, State state) {
    if (ended.state == State::running) count_end(state);
    ended.state = state;
    ended.ended_at = clock_.now();
    if (state != State::done) remove_file(file_of(ended.id));
    ended_.notify_all();
}

void Register::forget_surplus(people::PersonId person) {
    std::size_t kept = 0;
    for (auto at = exports_.rbegin(); at != exports_.rend(); ++at) {
        if (at->owner.person != person || at->state == State::running) continue;
        if (++kept <= caps_.kept_per_person) continue;
        remove_file(file_of(at->id));
        exports_.erase(std::next(at).base());
        return;
    }
}

void Register::progress(base::Uuid id, std::int64_t rows_done) {
    const std::lock_guard lock(mutex_);
    if (Export* const found = running(id)) found->rows_done = rows_done;
}

void Register::finish(base::Uuid id, std::int64_t bytes) {
    const std::lock_guard lock(mutex_);
    Export* const found = running(id);
    if (found == nullptr) return remove_file(file_of(id));
    found->bytes = bytes;
    const people::PersonId person = found->owner.person;
    end(*found, State::done);
    forget_surplus(person);
}

void Register::fail(base::Uuid id, Failure failure) {
    const std::lock_guard lock(mutex_);
    Export* const found = running(id);
    // It may have been cancelled before its file was begun.
    if (found == nullptr) return remove_file(file_of(id));
    found->failure = failure;
    const people::PersonId person = found->owner.person;
    end(*found, State::failed);
    forget_surplus(person);
}

bool Register::rest(base::Uuid id, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    ended_.wait_for(lock, time, [&] { return running(id) == nullptr; });
    return running(id) != nullptr;
}

std::vector<Export> Register::list(const Owner& owner) const {
    std::vector<Export> found;
    const std::lock_guard lock(mutex_);
    std::copy_if(exports_.rbegin(), exports_.rend(), std::back_inserter(found),
                 [&](const Export& each) { return each.owner == owner; });
    return found;
}

std::optional<Export> Register::find(base::Uuid id, const Owner& owner) const {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(exports_.begin(), exports_.end(), [&](const Export& each) {
        return each.id == id && each.owner == owner;
    });
    return found == exports_.end() ? std::nullopt : std::optional(*found);
}

std::optional<Export> Register::cancel(base::Uuid id, const Owner& owner) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(exports_.begin(), exports_.end(), [&](const Export& each) {
        return each.id == id && each.owner == owner;
    });
    if (found == exports_.end()) return std::nullopt;
    if (found->state == State::running || found->state == State::done) {
        end(*found, State::cancelled);
    }
    return *found;
}

void Register::forget_old() {
    const std::lock_guard lock(mutex_);
    const base::Instant latest{clock_.now().us - caps_.keep_seconds * base::us_per_second};
    std::erase_if(exports_, [&](const Export& each) {
        const bool is_old = each.ended_at && *each.ended_at <= latest;
        if (is_old) remove_file(file_of(each.id));
        return is_old;
    });
}

void Register::stop() {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
    for (Export& each : exports_) {
        if (each.state != State::running) continue;
        each.failure = Failure::stopped;
        end(each, State::failed);
    }
}

}  // namespace w3::exports
