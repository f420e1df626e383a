#pragma once

#include "base/observer.hpp"
#include "edgvoip/source/freeswitch/event_socket.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace edgvoip::source::freeswitch {

/// Texts that another thread puts down; whoever waits for one waits at most absurdly long.
class Notes {
public:
    void put(std::string note) {
        {
            const std::lock_guard lock(mutex_);
            notes_.push_back(std::move(note));
        }
        changed_.notify_all();
    }
    std::vector<std::string> all() const {
        const std::lock_guard lock(mutex_);
        return notes_;
    }
    std::size_t count(std::string_view beginning) const {
        const std::lock_guard lock(mutex_);
        return count_held(beginning);
    }
    bool wait_for(std::string_view beginning, std::size_t count = 1) const {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(60),
                                 [&] { return count_held(beginning) >= count; });
    }

private:
    std::size_t count_held(std::string_view beginning) const {
        return static_cast<std::size_t>(std::count_if(
            notes_.begin(), notes_.end(),
            [beginning](const std::string& note) { return note.starts_with(beginning); }));
    }

    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::string> notes_;
};

/// Notes what it hears: `up`, `event JSON`, `list JSON`, `down WHY`.
class HeardEvents : public EventSocketReader {
public:
    void link_up() override { notes.put("up"); }
    void event(std::string_view json) override { notes.put("event " + std::string(json)); }
    void channel_list(std::string_view json) override { notes.put("list " + std::string(json)); }
    void link_down(std::string_view why) override { notes.put("down " + std::string(why)); }

    Notes notes;
};

/// Notes what is told to people: `EVENT WHAT`.
class ToldEvents final : public base::Observer {
public:
    void event(base::Severity, std::string_view event,
               std::initializer_list<base::Field> fields) override {
        std::string note(event);
        for (const base::Field& field : fields) {
            if (field.name != "what") continue;
            note.append(1, ' ').append(std::get<std::string_view>(field.value));
        }
        notes.put(std::move(note));
    }

    Notes notes;
};

}  // namespace edgvoip::source::freeswitch
