#pragma once

#include "base/limits.hpp"
#include "edgvoip/api/live_view.hpp"
#include "edgvoip/api/written_change.hpp"
#include "edgvoip/live/board.hpp"
#include "http/event_stream.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace edgvoip::api {

/// One asker's stream of the calls that go on: what the board says, as events of the contract.
/// Any thread.
class LiveStream final : public live::Listener {
public:
    /// `tag` goes behind every place of the board's history in the events' ids, so that nobody
    /// comes back with the place of another view. `expires`: when the token ends. `written` is one
    /// for all streams of the board. More than `waiting_bytes_max` that wait for the client end the
    /// stream.
    LiveStream(LiveView view, std::string tag, base::Instant expires,
               std::shared_ptr<WrittenChange> written,
               std::size_t waiting_bytes_max = base::limits::live_stream_bytes_max);

    /// Where the events go.
    const std::shared_ptr<http::EventStream>& events() const { return events_; }
    base::Instant expires() const { return expires_; }

    void snapshot(const live::Calls& calls, std::string_view place, base::Instant at) override;
    void resumed(std::string_view place, base::Instant at) override;
    void changed(const live::Change& change) override;
    void link_down(base::Instant at) override;
    bool is_over() const override { return events_->is_over(); }

    /// A line that clients skip.
    void beat() { events_->beat(); }
    /// The last event, which says why.
    void close(std::string_view reason);

    /// The board's place of an id that an event with this tag has had; empty when it is none.
    static std::string_view place_of(std::string_view id, std::string_view tag);

private:
    using Members = std::function<void(http::JsonWriter&)>;

    static std::string written(base::Instant at, const Members& write_members);
    void send(std::string_view event, std::string_view place, std::string_view members);

    const LiveView view_;
    const std::string view_text_;
    const std::string tag_;
    const base::Instant expires_;
    const std::shared_ptr<WrittenChange> written_;
    const std::shared_ptr<http::EventStream> events_;
    std::int64_t sequence_ = 0;  // the board calls under its lock
};

}  // namespace edgvoip::api
