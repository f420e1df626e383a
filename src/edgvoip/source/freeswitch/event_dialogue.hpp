#pragma once

#include "base/error.hpp"
#include "edgvoip/source/freeswitch/event_frame.hpp"

#include <string_view>

namespace edgvoip::source::freeswitch {

/// What each frame of one link means in its turn, from the greeting to the farewell. Knows no
/// socket; says what was heard, and whoever has the socket answers. Not for concurrent use.
class EventDialogue {
public:
    enum class Heard {
        greeting,      ///< the PBX wants the password
        accepted,      ///< the password is right: subscribe
        subscribed,    ///< events follow
        event,         ///< the body is one event's JSON, at least in its first and last byte
        list,          ///< the body answers `show channels as json`
        list_refused,  ///< the body says why there is no list
        nothing,       ///< of no meaning here: an event before the subscription was confirmed,
                       ///< or a kind of frame that nobody asked for
    };

    /// The next frame. An error ends the link: Fault::invalid when the PBX refuses the password or
    /// the address of whoever asks, so that asking again will not help; Fault::unavailable when it
    /// says farewell; Fault::unsupported when it refuses the subscription; Fault::corrupt when it
    /// is no such dialogue, or no longer.
    base::Result<Heard> hear(const EventFrame& frame);

    /// `show channels as json` was said: its answer is the next api/response.
    void asked_for_list() { list_awaited_ = true; }
    bool list_awaited() const { return list_awaited_; }

    bool is_subscribed() const { return stage_ == Stage::subscribed; }
    /// For a sentence `the PBX did not send …`.
    std::string_view awaited() const;

private:
    enum class Stage { connected, greeted, accepted, subscribed };

    base::Result<Heard> hear_event(std::string_view body);
    base::Result<Heard> hear_greeting();
    base::Result<Heard> hear_reply(std::string_view text);
    base::Result<Heard> hear_response(std::string_view body);

    Stage stage_ = Stage::connected;
    bool list_awaited_ = false;
};

}  // namespace edgvoip::source::freeswitch
