#pragma once

#include "base/observer.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// Keeps the names of what it is told. Any thread.
class EventNames final : public Observer {
public:
    void event(Severity, std::string_view event, std::initializer_list<Field>) override {
        const std::lock_guard lock(mutex_);
        names_.emplace_back(event);
    }
    std::vector<std::string> all() const {
        const std::lock_guard lock(mutex_);
        return names_;
    }
    std::int64_t count(std::string_view event) const {
        const std::lock_guard lock(mutex_);
        return std::ranges::count(names_, event);
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
};

}  // namespace base
