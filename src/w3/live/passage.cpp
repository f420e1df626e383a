#include "w3/live/passage.hpp"

#include "http/ascii.hpp"
#include "w3/live/moment.hpp"
#include "w3/people/limits.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace w3::live {
namespace {

constexpr std::array<std::string_view, 3> changes = {"call-started", "call-changed", "call-ended"};

std::optional<boost::json::object> object_of(const std::string& data) {
    boost::system::error_code error;
    boost::json::value value = boost::json::parse(data, error);
    if (error || !value.is_object()) return std::nullopt;
    return std::move(value.get_object());
}

std::optional<std::int64_t> number_of(const boost::json::object& data) {
    const auto* number = data.if_contains("seq");
    if (number == nullptr || !number->is_int64()) return std::nullopt;
    return number->get_int64();
}

/// Whether it can be said as the value of a header's field.
bool can_be_sent(std::string_view id) {
    return id.size() <= limits::live_id_bytes_max &&
           std::none_of(id.begin(), id.end(), http::is_control_byte);
}

}  // namespace

Passage::Passage(std::string last_id) : last_id_(std::move(last_id)) {
    if (!can_be_sent(last_id_)) last_id_.clear();
    is_last_id_of_page_ = !last_id_.empty();
}

const std::string& Passage::connect() {
    is_heard_ = false;
    has_ground_ = false;
    heard_ = 0;
    return last_id_;
}

Passage::Taken Passage::take(const http::ReceivedEvent& event) {
    if (event.name == "closed") return {std::nullopt, Then::connect};
    auto data = object_of(event.data);
    if (!data) return refuse();
    if (event.name == "link-down") {
        is_heard_ = true;
        return {go_down(*data), Then::go_on};
    }
    const auto number = number_of(*data);
    if (event.name == "snapshot") {
        if (!number) return refuse();
        has_ground_ = true;
        is_down_ = false;
        return pass(event, *data, *number);
    }
    if (event.name == "resumed") return take_resumed(event, *data, number);
    return take_change(event, *data, number);
}

std::optional<PassedEvent> Passage::go_down(const boost::json::object& data) {
    has_ground_ = false;
    last_id_.clear();
    is_last_id_of_page_ = false;
    if (std::exchange(is_down_, true)) return std::nullopt;
    return PassedEvent{"link-down", boost::json::serialize(data), {}};
}

Passage::Taken Passage::take_resumed(const http::ReceivedEvent& event, boost::json::object& data,
                                     std::optional<std::int64_t> number) {
    if (!number || has_ground_ || last_id_.empty()) return refuse();
    has_ground_ = true;
    if (is_last_id_of_page_) return pass(event, data, *number);
    // The page does not know that there was another connection.
    is_heard_ = true;
    heard_ = *number;
    return {};
}

Passage::Taken Passage::take_change(const http::ReceivedEvent& event, boost::json::object& data,
                                    std::optional<std::int64_t> number) {
    const bool is_change = std::find(changes.begin(), changes.end(), event.name) != changes.end();
    if (!is_change && !number) return {};
    if (!has_ground_ || number != heard_ + 1) return refuse();
    if (is_change) return pass(event, data, *number);
    heard_ = *number;
    return {};
}

Passage::Taken Passage::pass(const http::ReceivedEvent& event, boost::json::object& data,
                             std::int64_t number) {
    is_heard_ = true;
    is_last_id_of_page_ = false;
    heard_ = number;
    last_id_ = can_be_sent(event.id) ? event.id : std::string();
    data["seq"] = ++passed_;
    return {PassedEvent{event.name, boost::json::serialize(data), last_id_}, Then::go_on};
}

Passage::Taken Passage::refuse() {
    has_ground_ = false;
    last_id_.clear();
    is_last_id_of_page_ = false;
    return {std::nullopt, Then::connect_later};
}

std::optional<PassedEvent> Passage::lose_link(base::Instant now) {
    return go_down(moment(now));
}

}  // namespace w3::live
