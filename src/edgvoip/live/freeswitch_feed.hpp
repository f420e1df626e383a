#pragma once

#include "base/observer.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/source/freeswitch/event_socket.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace edgvoip::live {

/// Brings what FreeSWITCH says over its Event Socket to the board. What cannot be read is counted
/// and told to the observer (`live_unread`), and the rest goes on.
class FreeswitchFeed final : public source::freeswitch::EventSocketReader {
public:
    /// `source` is the configured name. All outlive it.
    FreeswitchFeed(std::string source, Board& board, base::Observer& observer);

    void link_up() override;
    void event(std::string_view json) override;
    void channel_list(std::string_view json) override;
    void link_down(std::string_view why) override;

    /// Events and list rows that could not be read. Any thread.
    std::int64_t unread() const { return unread_.load(std::memory_order_relaxed); }

private:
    void take(std::string_view what, const std::function<base::Result<void>()>& step);
    void tell(std::string_view what, std::string_view why, std::int64_t count);

    std::string source_;
    Board& board_;
    base::Observer& observer_;
    std::atomic<std::int64_t> unread_ = 0;
};

}  // namespace edgvoip::live
