#include "edgvoip/source/freeswitch/event_command.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace edgvoip::source::freeswitch {

base::Result<void> check_event_password(const base::Secret& password) {
    if (password.empty()) return base::invalid("the Event Socket's password is empty");
    constexpr std::string_view would_end_the_line("\r\n\0", 3);
    if (password.reveal().find_first_of(would_end_the_line) != std::string_view::npos) {
        return base::invalid("the Event Socket's password has a line end or a zero byte in it");
    }
    return {};
}

base::Secret line_of(EventCommand command, const base::Secret& password) {
    switch (command) {
        case EventCommand::authenticate: {
            std::string line;
            line.reserve(password.reveal().size() + 7);  // growing would leave a copy behind
            line.append("auth ").append(password.reveal()).append("\n\n");
            return base::Secret(std::move(line));
        }
        case EventCommand::subscribe:
            return base::Secret(
                "event json CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER "
                "CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_EXECUTE "
                "CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY HEARTBEAT\n\n");
        case EventCommand::list_channels:
            return base::Secret("api show channels as json\n\n");
        case EventCommand::leave:
            return base::Secret("exit\n\n");
    }
    throw base::Bug("a command is one of the enum");
}

}  // namespace edgvoip::source::freeswitch
