#pragma once

#include "base/observer.hpp"

#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace w3 {

/// Keeps the names of what it is told.
class EventNames final : public base::Observer {
public:
    void event(base::Severity, std::string_view event,
               std::initializer_list<base::Field>) override {
        const std::lock_guard lock(mutex_);
        names_.emplace_back(event);
    }
    std::vector<std::string> all() const {
        const std::lock_guard lock(mutex_);
        return names_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
};

}  // namespace w3
