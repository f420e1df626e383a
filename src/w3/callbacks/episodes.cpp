#include "w3/callbacks/episodes.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace w3::callbacks {
namespace {

/// What happened at one moment; exactly one of the pointers is set.
struct Event {
    base::Instant at;
    const KnownCall* call = nullptr;
    const Opening* opening = nullptr;
    const Closing* closing = nullptr;

    /// What begins at the same microsecond: a contact does not end what begins with it.
    int rank() const {
        if (call != nullptr) return call->kind == CallKind::contact ? 0 : 1;
        return opening != nullptr ? 2 : 3;
    }
    std::string_view name() const {
        return call == nullptr ? std::string_view() : call->call.call_id;
    }
};

std::vector<Event> events_of(const Story& story) {
    std::vector<Event> events;
    for (const KnownCall& call : story.calls) {
        if (is_miss(call) && call.scope != story.scope) continue;
        events.push_back({.at = call.call.start, .call = &call});
    }
    for (const Opening& opening : story.openings)
        events.push_back({.at = opening.at, .opening = &opening});
    for (const Closing& closing : story.closings)
        events.push_back({.at = closing.at, .closing = &closing});
    std::sort(events.begin(), events.end(), [](const Event& left, const Event& right) {
        return std::tuple(left.at, left.rank(), left.name()) <
               std::tuple(right.at, right.rank(), right.name());
    });
    return events;
}

class Teller {
public:
    explicit Teller(const Story& story) : story_(story) {}

    std::vector<Episode> tell() {
        for (const Event& event : events_of(story_)) {
            if (event.call != nullptr) {
                take(*event.call);
            } else if (event.opening != nullptr) {
                take(*event.opening);
            } else {
                take(*event.closing);
            }
        }
        if (current_) end();
        return std::move(told_);
    }

private:
    void take(const KnownCall& call) {
        switch (call.kind) {
            case CallKind::miss:
                if (!current_) begin(call.call.start);
                current_->misses.push_back(&call);
                return;
            case CallKind::by_hand:
            case CallKind::refused:
                (current_ ? current_->misses : pending_).push_back(&call);
                return;
            case CallKind::attempt:
                if (current_) current_->attempts.push_back(&call);
                return;
            case CallKind::contact:
                return take_contact(call);
        }
    }

    void take_contact(const KnownCall& call) {
        if (story_.voided.contains(call.call.call_id)) {
            if (current_ && call.call.direction == "out") current_->attempts.push_back(&call);
            return;
        }
        if (is_settled(call.call.start)) return;
        pending_.clear();
        if (!current_) return;
        current_->contact = &call;
        end();
    }

    void take(const Opening& opening) {
        if (!current_) {
            auto waited = std::exchange(pending_, {});
            begin(opening.at);
            current_->misses = std::move(waited);
            if (!current_->misses.empty()) current_->begun = current_->misses.front()->call.start;
        }
        current_->openings.push_back(opening.task);
    }

    void take(const Closing& closing) {
        pending_.clear();
        if (!current_) return;
        current_->closing = closing;
        end();
    }

    /// Within what a person closed: a call that comes to be known later does not undo that. What
    /// began with it is not within.
    bool is_settled(base::Instant at) const {
        return std::any_of(
            story_.closings.begin(), story_.closings.end(),
            [at](const Closing& closing) { return closing.begun < at && at <= closing.at; });
    }

    void begin(base::Instant at) {
        current_.emplace();
        current_->begun = at;
        pending_.clear();
    }
    void end() {
        told_.push_back(std::move(*current_));
        current_.reset();
    }

    const Story& story_;
    std::vector<const KnownCall*> pending_;  // that waited for nobody to make a task
    std::optional<Episode> current_;
    std::vector<Episode> told_;
};

}  // namespace

std::vector<Episode> episodes_of(const Story& story) {
    return Teller(story).tell();
}

}  // namespace w3::callbacks
