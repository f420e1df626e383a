#include "edgvoip/simulate/event_socket/dialogue.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace edgvoip::simulate {
namespace {

constexpr std::size_t command_bytes_max = 64 * 1024;
constexpr std::string_view every_event = "ALL";
constexpr std::string_view unknown_command = "-ERR command not found";
constexpr std::string_view show_usage =
    "-USAGE: codec|endpoint|application|api|dialplan|file|timer|calls [count]|channels [count|like "
    "<match string>]|calls|detailed_calls|bridged_calls|detailed_bridged_calls|aliases|complete|"
    "chat|management|modules|nat_map|say|interfaces|interface_types|tasks|limits|status\n";
constexpr std::string_view goodbye =
    "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n";

std::string reply(std::string_view text) {
    return "Content-Type: command/reply\nReply-Text: " + std::string(text) + "\n\n";
}

std::string with_body(std::string_view content_type, std::string_view body) {
    return "Content-Type: " + std::string(content_type) +
           "\nContent-Length: " + std::to_string(body.size()) + "\n\n" + std::string(body);
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != std::string_view::npos;) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

/// The first line of a command; what stands below it are headers, which nobody needs.
std::string_view first_line(std::string_view command) {
    std::string_view line = command.substr(0, command.find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

struct Command {
    std::string_view text;
    std::size_t end = 0;  ///< behind its empty line
};

/// The first whole command: up to an empty line, which may end in `\r\n`.
std::optional<Command> whole_command(std::string_view heard) {
    for (std::size_t line = 0; line < heard.size();) {
        const std::size_t end = heard.find('\n', line);
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view text = heard.substr(line, end - line);
        if (text.empty() || text == "\r") return Command{heard.substr(0, line), end + 1};
        line = end + 1;
    }
    return std::nullopt;
}

}  // namespace

std::string Dialogue::greeting() {
    return "Content-Type: auth/request\n\n";
}

std::string Dialogue::event_frame(std::string_view json) {
    return "Content-Length: " + std::to_string(json.size()) +
           "\nContent-Type: text/event-json\n\n" + std::string(json);
}

std::string Dialogue::hear(std::string_view bytes) {
    heard_ += bytes;
    std::string said;
    std::size_t done = 0;
    while (!is_over_) {
        const auto command = whole_command(std::string_view(heard_).substr(done));
        if (!command) break;
        done += command->end;
        if (!command->text.empty()) said += answer(first_line(command->text));
    }
    heard_.erase(0, done);
    if (heard_.size() > command_bytes_max) is_over_ = true;
    return said;
}

bool Dialogue::wants(std::string_view event) const {
    return wanted_.contains(event) || wanted_.contains(every_event);
}

std::string Dialogue::answer(std::string_view command) {
    if (!is_known_) return answer_stranger(command);
    const std::string_view verb = command.substr(0, command.find(' '));
    const std::string_view arguments = command.substr(std::min(verb.size() + 1, command.size()));
    if (verb == "event") return subscribe(arguments);
    if (verb == "noevents") return unsubscribe();
    if (verb == "api") return answer_api(arguments);
    if (verb == "exit") return say_goodbye("+OK bye");
    return reply(unknown_command);
}

std::string Dialogue::answer_stranger(std::string_view command) {
    constexpr std::string_view auth = "auth ";
    if (command == "exit") return say_goodbye("+OK bye");
    if (!command.starts_with(auth)) return reply(unknown_command);
    if (command.substr(auth.size()) != password_.reveal()) return say_goodbye("-ERR invalid");
    is_known_ = true;
    return reply("+OK accepted");
}

std::string Dialogue::subscribe(std::string_view arguments) {
    const std::vector<std::string_view> words = words_of(arguments);
    // FreeSWITCH also knows `plain` and `xml`; nobody here does.
    if (words.empty() || words.front() != "json") return reply("-ERR only json is spoken here");
    if (words.size() == 1) return reply("-ERR no keywords supplied");
    wanted_.insert(words.begin() + 1, words.end());
    return reply("+OK event listener enabled json");
}

std::string Dialogue::unsubscribe() {
    if (wanted_.empty()) return reply("-ERR not listening for events");
    wanted_.clear();
    return reply("+OK no longer listening for events");
}

std::string Dialogue::answer_api(std::string_view arguments) const {
    const std::vector<std::string_view> words = words_of(arguments);
    const std::string_view name = words.empty() ? std::string_view() : words.front();
    if (words == std::vector<std::string_view>{"show", "channels", "as", "json"}) {
        return with_body("api/response", channels_());
    }
    if (name == "show") return with_body("api/response", show_usage);
    return with_body("api/response", "-ERR " + std::string(name) + " Command not found!\n");
}

std::string Dialogue::say_goodbye(std::string_view text) {
    is_over_ = true;
    return reply(text) + with_body("text/disconnect-notice", goodbye);
}

}  // namespace edgvoip::simulate
