#pragma once

#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/live/freeswitch_feed.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::tests {

/// The directory of the recorded calls: tenants `a` and `b`.
std::shared_ptr<const directory::Directory> fixture_directory();

/// The tenant `a` or `b` of it.
base::TenantId tenant_of(std::string_view letter);

/// Keeps the calls that it was told of as the board tells them, and how it was told.
class Follower final : public live::Listener {
public:
    void snapshot(const live::Calls& calls, std::string_view place, base::Instant at) override;
    void resumed(std::string_view place, base::Instant at) override;
    void changed(const live::Change& change) override;
    void link_down(base::Instant at) override;
    bool is_over() const override { return over; }

    std::map<std::string, live::LiveCall> calls;  // by id
    std::vector<std::string> told;  // `snapshot 2`, `resumed`, `+ id`, `= id`, `- id`, `down`
    std::string place;
    std::atomic<bool> over = false;
};

/// A board fed by texts as the Event Socket gives them.
struct LiveFixture {
    LiveFixture();

    base::FixedClock clock;
    std::shared_ptr<const directory::Directory> directory = fixture_directory();
    std::unique_ptr<base::Observer> observer = base::make_silent_observer();
    live::Board board;
    live::FreeswitchFeed feed;

    /// The calls of a tenant, by id; fails the test when the board knows nothing.
    std::map<std::string, live::LiveCall> calls(std::string_view letter) const;
};

/// `tenant direction state remote queue ext:state …`, to compare and to read.
std::string described(const live::LiveCall& live);

}  // namespace edgvoip::tests
