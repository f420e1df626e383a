#pragma once

#include "base/ids.hpp"
#include "http/event_stream.hpp"
#include "w3/people/person.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace w3::api {

/// Tells pages that something of their tenant has changed, and not what: they ask again, and see
/// what the person may see. Any thread.
class News {
public:
    News();
    News(const News&) = delete;
    News& operator=(const News&) = delete;
    ~News() { stop(); }

    /// The events of one page; null when as many listen as may. The oldest of a person who has too
    /// many ends, and so does one after `limits::listener_seconds_max`: pages come again.
    std::shared_ptr<http::EventStream> listen(base::TenantId tenant, people::PersonId person);

    /// `what` is the event's name.
    void tell(base::TenantId tenant, std::string_view what);

    /// How many listen, as far as is known.
    std::size_t listeners() const;

    /// Ends all. The second call does nothing.
    void stop();

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Listener {
        base::TenantId tenant;
        people::PersonId person;
        Time since;
        std::shared_ptr<http::EventStream> events;
    };

    void beat();
    void end_surplus(people::PersonId person);

    mutable std::mutex mutex_;
    std::condition_variable woken_;
    bool is_stopping_ = false;
    std::vector<Listener> listeners_;  // the oldest first
    std::thread thread_;
};

}  // namespace w3::api
