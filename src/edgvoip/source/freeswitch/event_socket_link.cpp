#include "edgvoip/source/freeswitch/event_socket_link.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <charconv>
#include <thread>
#include <utility>

namespace edgvoip::source::freeswitch {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t host_bytes_max = 253;  // of a name in DNS
constexpr std::size_t told_bytes_max = 200;  // of what a PBX says instead of a list

bool is_host_byte(char c) {
    return c > ' ' && c != 0x7f && c != '/' && c != '@' && c != '[' && c != ']';
}

EventSocketLink::Time time_now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

base::Result<EventSocketPlace> EventSocketPlace::parse(std::string_view address) {
    const auto no_address = [address] {
        return base::invalid("`" + std::string(address) +
                             "` is not the address of an Event Socket: write host:port or "
                             "[IPv6]:port");
    };
    const std::size_t colon = address.rfind(':');
    if (colon == std::string_view::npos) return no_address();
    std::string_view host = address.substr(0, colon);
    const std::string_view digits = address.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
        boost::system::error_code error;
        asio::ip::make_address_v6(host, error);
        if (error) return no_address();
    } else if (host.find(':') != std::string_view::npos) {
        return no_address();
    }
    if (host.empty() || host.size() > host_bytes_max ||
        !std::all_of(host.begin(), host.end(), is_host_byte)) {
        return no_address();
    }
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (problem != std::errc{} || end != digits.data() + digits.size() || port == 0) {
        return no_address();
    }
    return EventSocketPlace{std::string(host), port};
}

EventSocketLink::EventSocketLink(EventSocketSurroundings& surroundings, OnEnd on_end)
    : around_(surroundings),
      on_end_(std::move(on_end)),
      socket_(*surroundings.context),
      deadline_timer_(*surroundings.context),
      list_timer_(*surroundings.context) {}

void EventSocketLink::begin() {
    subscribed_by_ = time_now() + around_.options.connect_time_max;
    watch();
    look_up();
}

void EventSocketLink::end(base::Error why) {
    if (has_ended_) return;
    close();
    on_end_(End{std::move(why), up_since_});
}

void EventSocketLink::leave() {
    const bool hears_us = is_connected_ && !has_ended_;
    has_ended_ = true;
    if (hears_us) say(EventCommand::leave);
    close();
}

void EventSocketLink::close() {
    has_ended_ = true;
    around_.tally.is_up = false;
    ErrorCode ignored;
    socket_.close(ignored);
    deadline_timer_.cancel();
    list_timer_.cancel();
}

void EventSocketLink::look_up() {
    ErrorCode is_name;
    const auto address = asio::ip::make_address(around_.place.host, is_name);
    if (is_name) return look_up_beside();
    connect({tcp::endpoint(address, around_.place.port)});
}

/// By a thread that nobody waits for: a resolver may take much longer than a stop.
void EventSocketLink::look_up_beside() {
    std::thread([context = around_.context, link = weak_from_this(), place = around_.place] {
        ErrorCode error;
        Endpoints endpoints;
        asio::io_context own;
        for (const auto& found :
             tcp::resolver(own).resolve(place.host, std::to_string(place.port), error)) {
            endpoints.push_back(found.endpoint());
        }
        asio::post(*context, [link, endpoints, error] {
            if (const auto asking = link.lock()) asking->on_found(endpoints, error);
        });
    }).detach();
}

void EventSocketLink::on_found(const Endpoints& endpoints, ErrorCode error) {
    if (has_ended_) return;
    if (error || endpoints.empty()) {
        return end(base::unavailable("the PBX's name is not found: " + error.message()));
    }
    connect(endpoints);
}

void EventSocketLink::connect(const Endpoints& endpoints) {
    asio::async_connect(
        socket_, endpoints,
        [self = shared_from_this()](ErrorCode error, const auto&) { self->on_connected(error); });
}

void EventSocketLink::on_connected(ErrorCode error) {
    if (has_ended_) return;
    if (!error) socket_.set_option(tcp::no_delay(true), error);
    if (!error) socket_.non_blocking(true, error);
    if (error) return end(base::unavailable("the PBX cannot be reached: " + error.message()));
    is_connected_ = true;
    ++around_.tally.connects;
    read();
}

void EventSocketLink::read() {
    socket_.async_read_some(asio::buffer(room_),
                            [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                                self->on_read(error, bytes);
                            });
}

void EventSocketLink::on_read(ErrorCode error, std::size_t bytes) {
    if (has_ended_) return;
    if (error == asio::error::eof) {
        return end(base::unavailable(frames_.is_within_frame()
                                         ? "the PBX closed the connection within a frame"
                                         : "the PBX closed the connection"));
    }
    if (error) return end(base::unavailable("the connection broke: " + error.message()));
    around_.tally.bytes += static_cast<std::int64_t>(bytes);
    frames_.feed(std::string_view(room_.data(), bytes));
    take_frames();
    if (has_ended_) return;
    // Only now: however long the reader took, it was not the PBX that was silent.
    heard_by_ = time_now() + around_.options.silence_max;
    read();
}

void EventSocketLink::take_frames() {
    while (!has_ended_ && !around_.is_stopping) {
        const auto frame = frames_.next();
        if (!frame) return end(frame.error());
        if (!*frame) return;
        ++around_.tally.frames;
        take(**frame);
    }
}

void EventSocketLink::take(const EventFrame& frame) {
    using Heard = EventDialogue::Heard;
    const auto heard = dialogue_.hear(frame);
    if (!heard) return end(heard.error());
    switch (*heard) {
        case Heard::greeting:
            return say(EventCommand::authenticate);
        case Heard::accepted:
            return say(EventCommand::subscribe);
        case Heard::subscribed:
            return on_subscribed();
        case Heard::event:
            ++around_.tally.events;
            return around_.reader.event(frame.body);
        case Heard::list:
            ++around_.tally.lists;
            return around_.reader.channel_list(frame.body);
        case Heard::list_refused:
            ++around_.tally.lists_refused;
            return tell_list_refused(frame.body);
        case Heard::nothing:
            return;
    }
}

void EventSocketLink::on_subscribed() {
    up_since_ = time_now();
    heard_by_ = *up_since_ + around_.options.silence_max;
    watch();
    ++around_.tally.links;
    around_.tally.is_up = true;
    around_.observer.event(base::Severity::info, "event_socket_up",
                           {{"address", std::string_view(around_.options.address)}});
    around_.reader.link_up();
    ask_for_list();
    ask_for_list_after(around_.options.second_list);
}

/// The one place that writes: a line is short and the last one was answered, so that the kernel
/// takes it whole or the connection is broken.
void EventSocketLink::say(EventCommand command) {
    const base::Secret line = line_of(command, around_.options.password);
    ErrorCode error;
    const std::size_t written =
        socket_.write_some(asio::buffer(line.reveal().data(), line.reveal().size()), error);
    if (error) return end(base::unavailable("the connection broke: " + error.message()));
    if (written < line.reveal().size()) end(base::unavailable("the PBX takes no more commands"));
}

void EventSocketLink::ask_for_list() {
    if (dialogue_.list_awaited()) return;
    dialogue_.asked_for_list();
    list_here_by_ = time_now() + around_.options.silence_max;
    say(EventCommand::list_channels);
}

void EventSocketLink::ask_for_list_after(std::chrono::milliseconds pause) {
    if (has_ended_) return;
    list_timer_.expires_after(pause);
    list_timer_.async_wait([self = shared_from_this()](ErrorCode error) {
        if (error || self->has_ended_) return;
        self->ask_for_list();
        self->ask_for_list_after(self->around_.options.list_every);
    });
}

void EventSocketLink::tell_list_refused(std::string_view body) {
    body = body.substr(0, std::min(body.find('\n'), told_bytes_max));
    around_.observer.event(
        base::Severity::warning, "event_socket_list_refused",
        {{"address", std::string_view(around_.options.address)}, {"what", body}});
}

/// Deadlines move with every byte: the timer looks again when the one that it knew has come.
void EventSocketLink::watch() {
    deadline_timer_.expires_at(next_deadline());
    deadline_timer_.async_wait([self = shared_from_this()](ErrorCode error) {
        if (error || self->has_ended_) return;
        if (auto late = self->lateness(time_now())) return self->end(std::move(*late));
        self->watch();
    });
}

EventSocketLink::Time EventSocketLink::next_deadline() const {
    if (!dialogue_.is_subscribed()) return subscribed_by_;
    return dialogue_.list_awaited() ? std::min(heard_by_, list_here_by_) : heard_by_;
}

std::optional<base::Error> EventSocketLink::lateness(Time at) const {
    if (at < next_deadline()) return std::nullopt;
    if (!is_connected_) return base::unavailable("the PBX cannot be reached in time");
    if (dialogue_.is_subscribed() && at < heard_by_) {
        return base::unavailable("the PBX did not send the list of its channels in time");
    }
    return base::unavailable("the PBX did not send " + std::string(dialogue_.awaited()) +
                             " in time");
}

}  // namespace edgvoip::source::freeswitch
