#include "edgvoip/live/freeswitch_feed.hpp"

#include "edgvoip/source/freeswitch/channel_event.hpp"
#include "edgvoip/source/freeswitch/channel_list.hpp"

#include <exception>
#include <utility>

namespace edgvoip::live {

FreeswitchFeed::FreeswitchFeed(std::string source, Board& board, base::Observer& observer)
    : source_(std::move(source)), board_(board), observer_(observer) {}

/// The list that follows makes the board: until then nothing is known.
void FreeswitchFeed::link_up() {}

void FreeswitchFeed::event(std::string_view json) {
    take("event", [&]() -> base::Result<void> {
        auto event = source::freeswitch::decode_channel_event(json, source_);
        if (!event) return event.error();
        if (*event) board_.take_event(std::move(**event));
        return {};
    });
}

void FreeswitchFeed::channel_list(std::string_view json) {
    take("channel_list", [&]() -> base::Result<void> {
        auto list = source::freeswitch::decode_channel_list(json, source_);
        if (!list) return list.error();
        if (list->unread > 0) {
            tell("channel_list", "rows without id, time or direction",
                 static_cast<std::int64_t>(list->unread));
        }
        board_.take_list(std::move(*list));
        return {};
    });
}

void FreeswitchFeed::link_down(std::string_view /*why*/) {
    board_.link_is_down();
}

/// One event that our own code cannot bear must not take the link, or the program, with it.
void FreeswitchFeed::take(std::string_view what, const std::function<base::Result<void>()>& step) {
    try {
        if (const auto done = step(); !done) tell(what, done.error().detail, 1);
    } catch (const std::exception& fault) {
        tell(what, fault.what(), 1);
    }
}

void FreeswitchFeed::tell(std::string_view what, std::string_view why, std::int64_t count) {
    unread_.fetch_add(count, std::memory_order_relaxed);
    observer_.event(base::Severity::warning, "live_unread", {{"what", what}, {"why", why}});
}

}  // namespace edgvoip::live
