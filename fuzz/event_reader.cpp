// What a server sends as server-sent events: whole, and in pieces.
#include "http/event_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t event_bytes_max = 64;

struct Outcome {
    std::vector<http::ReceivedEvent> events;
    bool is_too_long = false;

    bool operator==(const Outcome&) const = default;
};

Outcome outcome_of(std::string_view bytes, std::size_t at_once) {
    Outcome outcome;
    http::EventReader reader(event_bytes_max);
    for (; !bytes.empty(); bytes.remove_prefix(std::min(at_once, bytes.size()))) {
        const bool is_taken = reader.take(bytes.substr(0, at_once), outcome.events).has_value();
        base::check(!is_taken || !outcome.is_too_long, "one that is too long is the last");
        outcome.is_too_long = !is_taken;
    }
    return outcome;
}

void check_is_sound(const http::ReceivedEvent& event) {
    base::check(!event.name.empty(), "an event has a name");
    base::check(event.data.size() <= event_bytes_max && event.name.size() <= event_bytes_max &&
                    event.id.size() <= event_bytes_max,
                "nothing is longer than it may be");
    base::check(event.name.find_first_of("\r\n") == std::string::npos &&
                    event.id.find_first_of("\r\n") == std::string::npos &&
                    event.data.find('\r') == std::string::npos,
                "lines are taken apart");
    base::check(event.id.find('\0') == std::string::npos, "an id can be said again");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Outcome whole = outcome_of(bytes, std::max<std::size_t>(size, 1));
    for (const http::ReceivedEvent& event : whole.events)
        check_is_sound(event);
    base::check(outcome_of(bytes, 1) == whole, "it is the same byte by byte");
    base::check(outcome_of(bytes, 7) == whole, "and in pieces");
    return 0;
}
