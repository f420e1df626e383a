#include "http/refused_connections.hpp"

#include <string_view>
#include <utility>

namespace http {
namespace {

constexpr std::chrono::seconds told_every(1);

std::string_view text_of(TooMany reason) {
    switch (reason) {
        case TooMany::connections:
            return "connections";
        case TooMany::connections_of_client:
            return "connections_of_client";
        case TooMany::descriptors:
            return "descriptors";
    }
    return {};
}

}  // namespace

void RefusedConnections::add(TooMany reason, Time at) {
    {
        const std::lock_guard lock(mutex_);
        ++counted_.at(static_cast<std::size_t>(reason)).untold;
    }
    tell_due(reason, at);
}

void RefusedConnections::tell_due(Time at) {
    for (std::size_t reason = 0; reason < reasons; ++reason)
        tell_due(static_cast<TooMany>(reason), at);
}

void RefusedConnections::tell_due(TooMany reason, Time at) {
    std::int64_t refused = 0;
    {
        const std::lock_guard lock(mutex_);
        Counted& counted = counted_.at(static_cast<std::size_t>(reason));
        if (counted.untold == 0 || at < counted.next) return;
        refused = std::exchange(counted.untold, 0);
        counted.next = at + told_every;
    }
    observer_.event(base::Severity::warning, "http_connection_refused",
                    {{"reason", text_of(reason)}, {"refused", refused}});
}

}  // namespace http
