#pragma once

#include "base/instant.hpp"
#include "http/event_reader.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace w3::live {

/// An event for a page.
struct PassedEvent {
    std::string name;
    std::string data;
    std::string id;  ///< empty: none

    bool operator==(const PassedEvent&) const = default;
};

/// What is passed on to one page of what edgvoip says about live calls, over as many connections to
/// edgvoip as it takes: the page sees one stream, whose `seq` counts up by one. A value that knows
/// no network; one thread.
class Passage {
public:
    /// `last_id`: the Last-Event-ID that the page came with; empty: none.
    explicit Passage(std::string last_id);

    /// A new connection is asked for. Gives the Last-Event-ID to ask with; empty: none.
    const std::string& connect();

    /// What to do when an event has been taken.
    enum class Then {
        go_on,
        connect,        ///< this connection is over: the next goes on where it was
        connect_later,  ///< what it said cannot be used; the next begins with a snapshot
    };
    struct Taken {
        std::optional<PassedEvent> passed;
        Then then = Then::go_on;
    };
    /// Takes the next event of the connection.
    Taken take(const http::ReceivedEvent& event);

    /// What the page is to know when edgvoip cannot be asked: that the link is down, once. The next
    /// connection begins with a snapshot, since the page waits for one.
    std::optional<PassedEvent> lose_link(base::Instant now);

    /// The connection has said something that could be used.
    bool is_heard() const { return is_heard_; }

private:
    Taken take_resumed(const http::ReceivedEvent& event, boost::json::object& data,
                       std::optional<std::int64_t> number);
    Taken take_change(const http::ReceivedEvent& event, boost::json::object& data,
                      std::optional<std::int64_t> number);
    Taken pass(const http::ReceivedEvent& event, boost::json::object& data, std::int64_t number);
    Taken refuse();
    std::optional<PassedEvent> go_down(const boost::json::object& data);

    std::string last_id_;  // of what was passed on, with nothing missing before it
    bool is_last_id_of_page_ = false;
    bool is_heard_ = false;
    bool is_down_ = false;     // the page was told so, and of no snapshot since
    bool has_ground_ = false;  // a snapshot or a resumption, which changes build on
    std::int64_t heard_ = 0;   // the last `seq` of the connection
    std::int64_t passed_ = 0;  // the last `seq` of the page
};

}  // namespace w3::live
