#pragma once

#include "base/clock.hpp"
#include "base/observer.hpp"
#include "http/event_client.hpp"
#include "http/event_stream.hpp"
#include "w3/live/passage.hpp"
#include "w3/people/person.hpp"
#include "w3/people/session.hpp"
#include "w3/people/tenants.hpp"
#include "w3/reader/reader.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

/// Passes live calls on from edgvoip to pages.
namespace w3::live {

/// A page that listens: whose, and where it came from.
struct Listening {
    const people::Tenant* tenant = nullptr;
    people::Person person;
    people::Session session;
    std::string client_address;
    std::string request_id;
};

/// How long it waits for what; tests have less time.
struct Times {
    using Pause = std::chrono::milliseconds;

    Pause beat;          ///< between two events `beat`, which say the time
    Pause silence_max;   ///< of edgvoip, then it is asked anew
    Pause patience_min;  ///< before a question that follows one that failed, at first
    Pause patience_max;
};
Times usual_times();

/// Asks edgvoip for the live calls that a person may see, with a stream for every page, on one
/// thread for all. Pages do not notice when a token ends or edgvoip hangs up: the next question
/// begins where the last answer ended. While edgvoip cannot be asked they are told that the link is
/// down. A stream ends when edgvoip takes no such token (401, 403), when its page is gone or too
/// slow, when end() says so, and with the relay. Any thread.
///
/// Events: `live_calls_away` (tenant, detail) when a tenant's pages learn that the link is down,
/// `live_calls_back` (tenant) when they have calls again, `live_calls_refused` (tenant, request_id,
/// detail) for a stream that edgvoip refuses, `live_calls_failed` (what) when all streams end for a
/// fault of its own.
class Relay {
public:
    using Id = std::uint64_t;

    struct Needs {
        reader::Reader& reader;
        const base::Clock& clock;
        base::Observer& observer;
        Times times = usual_times();
    };

    /// All of it outlives the relay.
    explicit Relay(const Needs& needs);
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;
    ~Relay() { stop(); }

    /// The events of one page, which has seen those up to `last_id` (empty: none); null when as
    /// many listen as may. The oldest of a person who has too many ends.
    std::shared_ptr<http::EventStream> listen(Listening listening, std::string last_id);

    /// Who listens now.
    std::vector<std::pair<Id, Listening>> listeners();
    void end(Id id);

    /// Tells all pages that it is shutting down, and ends the thread. The second call does nothing.
    void stop();

private:
    using Time = std::chrono::steady_clock::time_point;
    using Pause = Times::Pause;

    struct Listener {
        Listening who;
        std::shared_ptr<http::EventStream> events;
        Passage passage;
        std::optional<http::EventClient::Key> upstream = std::nullopt;  // none: asked at `next`
        Time asked = Time::min();
        Time next = Time::min();
        Time beat_next = Time::min();
        Pause patience{0};  // grows while edgvoip cannot be asked
    };

    void run();
    bool go_on();
    void attend();
    void attend_by(Time time);
    void ask(Id id, Listener& listener);
    void hang_up(Listener& listener);
    void take(const http::EventClient::Received& received);
    void take_event(Listener& listener, const http::ReceivedEvent& event);
    void take_end(Listener& listener, const http::EventStreamEnd& end);
    void ask_again(Listener& listener);
    void ask_later(Listener& listener, Pause at_least, std::string_view why);
    void tell_back(const Listener& listener);
    void refuse(Listener& listener, std::string_view why);
    void send(Listener& listener, const PassedEvent& event);
    void end_surplus(people::PersonId person);

    const Needs needs_;
    std::mutex mutex_;  // of all below but the client, which is of the thread (but for wake())
    bool is_stopping_ = false;
    Id last_id_ = 0;
    std::map<Id, Listener> listeners_;                  // the oldest first
    std::map<http::EventClient::Key, Id> listener_of_;  // that a stream is for
    std::set<base::TenantId> away_;                     // whose pages know that the link is down
    Time attend_next_ = Time::min();
    http::EventClient client_;
    std::thread thread_;
};

}  // namespace w3::live
