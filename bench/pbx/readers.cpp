#include "pbx/readers.hpp"

#include <algorithm>
#include <unistd.h>

namespace bench {
namespace {

constexpr std::string_view event_field = "event: ";
constexpr std::string_view known_events[] = {"snapshot",   "call-started", "call-changed",
                                             "call-ended", "link-down",    "closed"};

std::string request(const std::string& token) {
    return "GET /api/monitor/active-calls HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n"
           "Authorization: Bearer " +
           token + "\r\n\r\n";
}

}  // namespace

Readers::Readers(Waiter& waiter, std::uint64_t first_tag)
    : waiter_(waiter), first_tag_(first_tag) {}

void Readers::become(std::size_t count, int port, const std::string& token) {
    while (readers_.size() > count) {
        ::close(readers_.back().socket);
        readers_.pop_back();
    }
    while (readers_.size() < count) {
        Reader& reader = readers_.emplace_back();
        reader.socket = connect_to(port);
        send_all(reader.socket, request(token));
        let_it_not_wait(reader.socket);
        waiter_.add(reader.socket, first_tag_ + readers_.size() - 1);
    }
}

bool Readers::have_begun() const {
    return std::ranges::all_of(readers_, &Reader::has_begun);
}

void Readers::receive(std::uint64_t tag) {
    Reader& reader = readers_.at(tag - first_tag_);
    const std::size_t before = reader.text.size();
    const bool goes_on = receive_some(reader.socket, reader.text);
    bytes_ += reader.text.size() - before;
    look_at(reader, time_now());
    if (goes_on) return;
    if (!reader.has_begun) fail("a reader was not let in");
    reader.is_cut = true;
    ::close(reader.socket);
    reader.socket = -1;
}

void Readers::look_at(Reader& reader, Time now) {
    std::string_view rest = reader.text;
    for (;;) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos) break;
        take_line(reader, rest.substr(0, end), now);
        rest.remove_prefix(end + 1);
    }
    reader.text.erase(0, reader.text.size() - rest.size());
}

void Readers::take_line(Reader& reader, std::string_view line, Time now) {
    if (line.empty()) return take_event(reader, now);
    if (line.starts_with("HTTP/") && line.substr(9, 3) != "200") {
        fail("a reader was refused: " + std::string(line));
    }
    if (!line.starts_with(event_field)) return;
    const auto* const known = std::ranges::find(known_events, line.substr(event_field.size()));
    if (known == std::end(known_events)) fail("a reader was told " + std::string(line));
    reader.event = *known;
}

void Readers::take_event(Reader& reader, Time now) {
    if (reader.event.empty()) return;  // behind a heartbeat
    if (reader.event == "link-down") fail("the link was lost");
    if (reader.event == "snapshot") reader.has_begun = true;
    if (reader.event.starts_with("call-")) {
        ++reader.changes;
        reader.latest = now;
    }
    if (reader.event == "call-ended" && reader.ends < ends_due_.size()) {
        behind_us_max_ = std::max(behind_us_max_, microseconds(ends_due_[reader.ends], now));
        ++reader.ends;
    }
    reader.event = {};
}

void Readers::forget() {
    for (Reader& reader : readers_) {
        reader.changes = 0;
        reader.ends = 0;
    }
    ends_due_.clear();
    bytes_ = 0;
    behind_us_max_ = 0;
}

bool Readers::have_heard(std::size_t changes) const {
    return std::ranges::all_of(readers_, [changes](const Reader& reader) {
        return reader.is_cut || reader.changes >= changes;
    });
}

bool Readers::have_heard_ends(std::size_t ends) const {
    return std::ranges::all_of(
        readers_, [ends](const Reader& reader) { return reader.is_cut || reader.ends >= ends; });
}

std::vector<Time> Readers::latest() const {
    std::vector<Time> moments;
    for (const Reader& reader : readers_)
        moments.push_back(reader.latest);
    std::ranges::sort(moments);
    return moments;
}

std::size_t Readers::cut() const {
    return static_cast<std::size_t>(std::ranges::count_if(readers_, &Reader::is_cut));
}

}  // namespace bench
