#include "edgvoip/ingest/spool_queue.hpp"

namespace edgvoip::ingest {

void SpoolQueue::found(const std::string& name) {
    if (entries_.try_emplace(name).second) backlog_.push_back(name);
}

void SpoolQueue::finished(const std::string& name) {
    Entry& entry = entries_[name];
    entry.closed = true;
    if (entry.place_ == Place::in_flight) return;
    entry.place_ = Place::ready;
    fresh_.push_back(name);
}

std::optional<std::string> SpoolQueue::next() {
    for (auto* queue : {&fresh_, &backlog_}) {
        while (!queue->empty()) {
            std::string name = std::move(queue->front());
            queue->pop_front();
            const auto known = entries_.find(name);
            if (known != entries_.end() && known->second.place_ == Place::ready) return name;
        }
    }
    return std::nullopt;
}

void SpoolQueue::wait(const std::string& name, Time until) {
    Entry& waiting = entry(name);
    // It was written to since it was read: what is there now may be the rest.
    if (waiting.place_ == Place::in_flight && waiting.closed) return again(name);
    waiting.place_ = Place::waiting;
    waiting.due_ = until;
    due_.emplace(until, name);
}

void SpoolQueue::changed(const std::string& name, Time until) {
    Entry& changing = entry(name);
    if (changing.place_ != Place::in_flight) changing.closed = false;
    wait(name, until);
}

void SpoolQueue::in_flight(const std::string& name) {
    Entry& flying = entry(name);
    flying.place_ = Place::in_flight;
    flying.closed = false;
}

void SpoolQueue::again(const std::string& name) {
    entry(name).place_ = Place::ready;
    fresh_.push_front(name);
}

void SpoolQueue::forget(const std::string& name) {
    entries_.erase(name);
}

void SpoolQueue::wake(Time now) {
    while (!due_.empty() && due_.begin()->first <= now) {
        const auto first = due_.extract(due_.begin());
        const auto known = entries_.find(first.mapped());
        if (known == entries_.end() || known->second.place_ != Place::waiting ||
            known->second.due_ != first.key()) {
            continue;
        }
        known->second.place_ = Place::ready;
        backlog_.push_front(first.mapped());
    }
}

std::optional<SpoolQueue::Time> SpoolQueue::next_due() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first;
}

void SpoolQueue::forget_folder() {
    fresh_.clear();
    backlog_.clear();
    due_.clear();
    std::erase_if(entries_,
                  [](const auto& entry) { return entry.second.place_ != Place::in_flight; });
}

}  // namespace edgvoip::ingest
