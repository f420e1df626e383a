#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/live_streams.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/live/freeswitch_feed.hpp"
#include "edgvoip/source/freeswitch/event_socket.hpp"

#include <memory>

namespace edgvoip::app {

/// The link to the PBX that tells which calls go on, the board it is kept on, and who listens.
class LiveLink {
public:
    /// As `[live]` is configured; null when it is of kind `none`. Connects later, and again and
    /// again. Clock, directory and observer outlive it. Fault::invalid and Fault::unavailable name
    /// the key that cannot be used.
    static base::Result<std::unique_ptr<LiveLink>> start(const Config& config,
                                                         const base::Clock& clock,
                                                         live::Board::DirectoryInForce directory,
                                                         base::Observer& observer);

    live::Board& board() { return board_; }
    api::LiveStreams& streams() { return streams_; }
    live::BoardFigures figures() const { return board_.figures(); }
    source::freeswitch::EventSocket::Counters counters() const { return socket_->counters(); }
    std::int64_t unread() const { return feed_.unread(); }

private:
    LiveLink(const base::Clock& clock, live::Board::DirectoryInForce directory,
             base::Observer& observer);

    live::Board board_;
    live::FreeswitchFeed feed_;
    api::LiveStreams streams_;
    std::unique_ptr<source::freeswitch::EventSocket> socket_;  // goes first: it calls the others
};

/// Tries the configured link once and prints what came of it. Fault::unavailable names the reason
/// why the PBX does not tell its calls.
base::Result<void> check_live(const Config& config);

}  // namespace edgvoip::app
