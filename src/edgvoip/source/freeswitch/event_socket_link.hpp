#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/source/freeswitch/event_command.hpp"
#include "edgvoip/source/freeswitch/event_dialogue.hpp"
#include "edgvoip/source/freeswitch/event_frame.hpp"
#include "edgvoip/source/freeswitch/event_socket.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::source::freeswitch {

/// Where a PBX listens.
struct EventSocketPlace {
    std::string host;  ///< a name or an address, without brackets
    std::uint16_t port = 0;

    /// Of `host:port` or `[IPv6]:port`; Fault::invalid when it is neither.
    static base::Result<EventSocketPlace> parse(std::string_view address);
};

/// What is counted and may be read by any thread.
struct EventSocketTally {
    std::atomic<bool> is_up = false;
    std::atomic<std::int64_t> connects = 0;
    std::atomic<std::int64_t> links = 0;
    std::atomic<std::int64_t> frames = 0;
    std::atomic<std::int64_t> bytes = 0;
    std::atomic<std::int64_t> events = 0;
    std::atomic<std::int64_t> lists = 0;
    std::atomic<std::int64_t> lists_refused = 0;
    std::atomic<std::int64_t> refused = 0;
};

/// What all links of one socket share; outlives them.
struct EventSocketSurroundings {
    EventSocketOptions options;
    EventSocketPlace place;
    EventSocketReader& reader;
    base::Observer& observer;
    std::shared_ptr<boost::asio::io_context> context;
    EventSocketTally tally;
    std::atomic<bool> is_stopping = false;
};

/// One attempt to hear a PBX: from its name to the end of the connection. Of the context's thread.
class EventSocketLink : public std::enable_shared_from_this<EventSocketLink> {
public:
    using Time = std::chrono::steady_clock::time_point;

    /// What became of it.
    struct End {
        base::Error why;
        std::optional<Time> up_since;  ///< nothing: it was never up
    };
    /// Called once, by the context's thread; not when it was left.
    using OnEnd = std::function<void(const End&)>;

    EventSocketLink(EventSocketSurroundings& surroundings, OnEnd on_end);

    void begin();
    void end(base::Error why);
    /// Says so to the PBX and closes.
    void leave();

private:
    using Socket = boost::asio::ip::tcp::socket;
    using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;
    using ErrorCode = boost::system::error_code;

    void look_up();
    void look_up_beside();
    void on_found(const Endpoints& endpoints, ErrorCode error);
    void connect(const Endpoints& endpoints);
    void on_connected(ErrorCode error);
    void read();
    void on_read(ErrorCode error, std::size_t bytes);
    void take_frames();
    void take(const EventFrame& frame);
    void on_subscribed();
    void say(EventCommand command);
    void ask_for_list();
    void ask_for_list_after(std::chrono::milliseconds pause);
    void tell_list_refused(std::string_view body);
    void watch();
    std::optional<base::Error> lateness(Time at) const;
    Time next_deadline() const;
    void close();

    EventSocketSurroundings& around_;
    const OnEnd on_end_;
    Socket socket_;
    boost::asio::steady_timer deadline_timer_;
    boost::asio::steady_timer list_timer_;
    EventFrames frames_;
    EventDialogue dialogue_;
    std::array<char, 64 * 1024> room_{};
    bool is_connected_ = false;
    bool has_ended_ = false;
    std::optional<Time> up_since_;
    Time subscribed_by_;
    Time heard_by_;      // the next byte, once subscribed
    Time list_here_by_;  // while it is awaited
};

}  // namespace edgvoip::source::freeswitch
