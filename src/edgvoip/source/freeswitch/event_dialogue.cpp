#include "edgvoip/source/freeswitch/event_dialogue.hpp"

#include <string>

namespace edgvoip::source::freeswitch {

using Heard = EventDialogue::Heard;

base::Result<Heard> EventDialogue::hear(const EventFrame& frame) {
    const std::string_view type = frame.content_type;
    if (type == "text/event-json") return hear_event(frame.body);
    if (type == "api/response") return hear_response(frame.body);
    if (type == "command/reply") return hear_reply(frame.reply_text);
    if (type == "auth/request") return hear_greeting();
    if (type == "text/disconnect-notice") return base::unavailable("the PBX ended the connection");
    if (type == "text/rude-rejection") {
        return base::invalid(
            "the PBX refuses this address: see apply-inbound-acl of its "
            "event_socket.conf.xml");
    }
    if (stage_ == Stage::connected) {
        return base::corrupt("what answers is no Event Socket: it began with another frame");
    }
    return Heard::nothing;
}

std::string_view EventDialogue::awaited() const {
    switch (stage_) {
        case Stage::connected:
            return "its greeting";
        case Stage::greeted:
            return "its answer to the password";
        case Stage::accepted:
            return "its answer to the subscription";
        case Stage::subscribed:
            return "anything";
    }
    return "anything";
}

base::Result<Heard> EventDialogue::hear_event(std::string_view body) {
    if (!is_subscribed()) return Heard::nothing;
    // Every frame behind one of a wrong length would be wrong as well, without any end.
    if (!body.starts_with('{') || !body.ends_with('}')) {
        return base::corrupt("an event is no JSON object: the frames are out of step");
    }
    return Heard::event;
}

base::Result<Heard> EventDialogue::hear_greeting() {
    if (stage_ != Stage::connected) return base::corrupt("the PBX asked for the password again");
    stage_ = Stage::greeted;
    return Heard::greeting;
}

base::Result<Heard> EventDialogue::hear_reply(std::string_view text) {
    const bool good = text.starts_with("+OK");
    switch (stage_) {
        case Stage::connected:
        case Stage::subscribed:
            return base::corrupt("the PBX answered to a command that it was not given");
        case Stage::greeted:
            if (!good) return base::invalid("the PBX refuses the password of its Event Socket");
            stage_ = Stage::accepted;
            return Heard::accepted;
        case Stage::accepted:
            if (!good) {
                return base::Error{base::Fault::unsupported,
                                   "the PBX refuses to tell its events as JSON"};
            }
            stage_ = Stage::subscribed;
            return Heard::subscribed;
    }
    throw base::Bug("a stage is one of the enum");
}

base::Result<Heard> EventDialogue::hear_response(std::string_view body) {
    if (!list_awaited_) return base::corrupt("the PBX answered to a question that nobody asked");
    list_awaited_ = false;
    return body.starts_with('-') ? Heard::list_refused : Heard::list;
}

}  // namespace edgvoip::source::freeswitch
