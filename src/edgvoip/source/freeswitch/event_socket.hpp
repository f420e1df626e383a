#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "base/secret.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::source::freeswitch {

/// Who hears what a PBX says over its Event Socket. Called by the socket's thread alone, one after
/// the other; must not throw. While a call lasts, nothing more is read: the PBX waits.
class EventSocketReader {
public:
    virtual ~EventSocketReader() = default;

    /// Subscribed: events follow, and a channel list. What was known before may be stale.
    virtual void link_up() = 0;
    /// The JSON of one event, as it came, at most limits::event_body_bytes_max; it need be neither
    /// JSON nor UTF-8. Only while the link is up. Valid during the call.
    virtual void event(std::string_view json) = 0;
    /// An answer to `show channels as json`, whole; all else as for event().
    virtual void channel_list(std::string_view json) = 0;
    /// Once for each link that was up, and once when the first attempt of all fails; why, for the
    /// person who has to mend it. The stop itself is not told: who stops knows.
    virtual void link_down(std::string_view why) = 0;
};

struct EventSocketOptions {
    std::string address;    ///< `host:port`, `[IPv6]:port`; the host may be a name
    base::Secret password;  ///< of mod_event_socket, one line

    std::chrono::milliseconds connect_time_max{5'000};  ///< from the name until it is subscribed
    std::chrono::milliseconds second_list{2'000};       ///< after the first list was asked for
    std::chrono::milliseconds list_every{30'000};       ///< from then on
    /// Without a byte, or without the answer to a list, for so long, the link is dead: a PBX that
    /// lives says HEARTBEAT every 20 s.
    std::chrono::milliseconds silence_max{45'000};
    /// After a failure; doubled with each that follows, up to `pause_max`, where it begins when the
    /// PBX refuses the password or the address. A quarter at random is added. A link that was up
    /// for `pause_max` makes it short again.
    std::chrono::milliseconds pause_first{500};
    std::chrono::milliseconds pause_max{10'000};
};

/// A client of FreeSWITCH's mod_event_socket: connects, subscribes to the events of channels, asks
/// for the list of channels from time to time, and begins again after every failure, for ever. It
/// says a few fixed lines and nothing else: only the password is put into one of them.
///
/// Events: `event_socket_up`, `event_socket_down` (why, once for as long as it stays the same
/// reason), `event_socket_list_refused` (the PBX answered `-ERR` or `-USAGE`; it is asked again at
/// the next turn), `event_socket_fault` (an exception of our own; the link is begun anew).
class EventSocket {
public:
    /// Starts its thread; connects later. The reader and the observer outlive it. Fault::invalid
    /// when the address is none, or the password is empty or not one line.
    static base::Result<std::unique_ptr<EventSocket>> start(EventSocketOptions options,
                                                            EventSocketReader& reader,
                                                            base::Observer& observer);

    EventSocket(const EventSocket&) = delete;
    EventSocket& operator=(const EventSocket&) = delete;
    /// Says `exit`, closes and joins: waits for nobody but a reader that is being called. Not from
    /// the reader.
    ~EventSocket();

    /// Whether it is subscribed. Any thread.
    bool is_up() const;

    struct Counters {
        std::int64_t connects = 0;       ///< connections that were made
        std::int64_t links = 0;          ///< of those: subscribed
        std::int64_t frames = 0;         ///< whole ones, of every kind
        std::int64_t bytes = 0;          ///< read
        std::int64_t events = 0;         ///< given to the reader
        std::int64_t lists = 0;          ///< given to the reader
        std::int64_t lists_refused = 0;  ///< `-ERR` or `-USAGE` instead of one
        std::int64_t refused = 0;        ///< links ended by bytes that are no frame or out of turn
    };
    /// Any thread.
    Counters counters() const;

private:
    class Worker;

    explicit EventSocket(std::unique_ptr<Worker> worker);

    std::unique_ptr<Worker> worker_;
};

}  // namespace edgvoip::source::freeswitch
