#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/live/channels.hpp"
#include "edgvoip/live/live_call.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace edgvoip::live {

using CallPointer = std::shared_ptr<const LiveCall>;
using Calls = std::vector<CallPointer>;

/// How one call of a tenant became another: begun without `before`, over without `after`.
struct Change {
    std::string place;  ///< in the tenant's history, for who comes back
    base::Instant at;
    CallPointer before;
    CallPointer after;
};

/// Hears how one tenant's calls change. Called by the board under its lock, from whichever thread
/// brings the news: it must neither wait nor call the board.
class Listener {
public:
    virtual ~Listener() = default;

    /// All calls, the newest first; what was told before is not so any more.
    virtual void snapshot(const Calls& calls, std::string_view place, base::Instant at) = 0;
    /// What it knew was so at the place that it came back with; changes follow.
    virtual void resumed(std::string_view place, base::Instant at) = 0;
    virtual void changed(const Change& change) = 0;
    /// What goes on is not known any more, until the next snapshot.
    virtual void link_down(base::Instant at) = 0;
    /// True when it needs to hear no more.
    virtual bool is_over() const = 0;
};

/// How the board stands, for metrics.
struct BoardFigures {
    bool is_up = false;
    std::size_t channels = 0;
    std::size_t calls = 0;
    std::size_t calls_of_nobody = 0;  ///< of no tenant of the directory: shown to nobody
    std::size_t listeners = 0;
    std::int64_t changes = 0;  ///< told since the start
};

/// The calls that go on now, a tenant apart. One thread tells it what the PBX says; any thread asks
/// and listens. While the link to the PBX is down it knows nothing, and says so.
class Board {
public:
    using DirectoryInForce = std::function<std::shared_ptr<const directory::Directory>()>;

    /// The clock outlives it.
    Board(const base::Clock& clock, DirectoryInForce directory);

    /// The PBX's own list. The first after a time without link begins anew: everybody is given a
    /// snapshot. Later ones correct what events have told.
    void take_list(source::freeswitch::ChannelList list);
    /// Ignored before the first list.
    void take_event(source::freeswitch::ChannelEvent event);
    void link_is_down();

    /// The tenant's calls, the newest first. Fault::unavailable while the link is down.
    base::Result<Calls> calls(base::TenantId tenant) const;

    /// Tells the listener all of the tenant's calls, or, when `place` is one that this board has
    /// told and still remembers, what has changed since; and from then on each change in order.
    /// Fault::unavailable while the link is down.
    base::Result<void> listen(base::TenantId tenant, std::string_view place,
                              std::shared_ptr<Listener> listener);

    BoardFigures figures() const;

private:
    struct TenantBoard {
        std::unordered_map<std::string, CallPointer> calls;  // by the family
        std::deque<Change> history;
        std::int64_t forgotten_us = 0;  // a change of before that is not in the history
        std::vector<std::shared_ptr<Listener>> listeners;

        void forget_who_left();
    };

    void begin_anew();
    void publish(const std::string& family);
    void publish_all();
    void follow_directory();
    CallPointer call_of(const std::string& family);
    void tell(TenantBoard& board, const std::string& family, CallPointer before, CallPointer after);
    base::Instant next_moment();
    std::string place_of(base::Instant moment) const;
    std::optional<std::int64_t> moment_of(std::string_view place) const;
    Calls sorted(const TenantBoard& board) const;

    const base::Clock& clock_;
    const DirectoryInForce directory_in_force_;
    const std::string run_;  // no other run of the program tells places that begin so

    mutable std::mutex mutex_;
    bool is_up_ = false;
    Channels channels_;
    std::shared_ptr<const directory::Directory> directory_;
    std::unordered_map<base::TenantId, TenantBoard> tenants_;
    std::unordered_map<std::string, base::TenantId> shown_;  // the tenant that a family is shown to
    std::unordered_set<std::string> of_nobody_;
    std::int64_t last_moment_us_ = 0;
    std::int64_t changes_ = 0;
};

}  // namespace edgvoip::live
