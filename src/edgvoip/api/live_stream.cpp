#include "edgvoip/api/live_stream.hpp"

#include "edgvoip/api/json_fields.hpp"

#include <utility>

namespace edgvoip::api {
namespace {

std::string closing(std::string_view reason) {
    std::string data;
    http::JsonWriter json(data);
    json.begin_object();
    json.field("reason", reason);
    json.end_object();
    return data;
}

constexpr std::string_view closed = "closed";

}  // namespace

LiveStream::LiveStream(LiveView view, std::string tag, base::Instant expires,
                       std::shared_ptr<WrittenChange> written, std::size_t waiting_bytes_max)
    : view_(std::move(view)),
      view_text_(view_.text()),
      tag_("." + std::move(tag)),
      expires_(expires),
      written_(std::move(written)),
      events_(std::make_shared<http::EventStream>(waiting_bytes_max)) {
    events_->when_too_slow(closed, closing("too_slow"));
}

void LiveStream::snapshot(const live::Calls& calls, std::string_view place, base::Instant at) {
    sequence_ = 0;
    const std::string members = written(at, [&](http::JsonWriter& json) {
        json.key("items");
        json.begin_array();
        for (const live::CallPointer& call : calls) {
            if (view_.sees(*call)) view_.write(json, *call, at);
        }
        json.end_array();
    });
    send("snapshot", place, members);
}

void LiveStream::resumed(std::string_view place, base::Instant at) {
    send("resumed", place, written(at, [](http::JsonWriter&) {}));
}

void LiveStream::changed(const live::Change& change) {
    const bool was = change.before && view_.sees(*change.before);
    const bool is = change.after && view_.sees(*change.after);
    if (!was && !is) return;
    const Members write_members = [&](http::JsonWriter& json) {
        if (!is) return json.field("call_id", change.before->call.id.text);
        json.key("call");
        view_.write(json, *change.after, change.at);
    };
    const std::string& members =
        written_->text(change.place, view_text_, [&] { return written(change.at, write_members); });
    const std::string_view of_seen = was ? "call-changed" : "call-started";
    send(is ? of_seen : "call-ended", change.place, members);
}

void LiveStream::link_down(base::Instant at) {
    std::string data;
    http::JsonWriter json(data);
    json.begin_object();
    write_instant(json, "at", at);
    json.end_object();
    events_->send("link-down", data);
}

void LiveStream::close(std::string_view reason) {
    events_->send(closed, closing(reason));
    events_->end();
}

std::string_view LiveStream::place_of(std::string_view id, std::string_view tag) {
    const std::size_t dot = id.rfind('.');
    if (dot == std::string_view::npos || id.substr(dot + 1) != tag) return {};
    return id.substr(0, dot);
}

/// The members of an event's data that are the same for all who see alike, as an object.
std::string LiveStream::written(base::Instant at, const Members& write_members) {
    std::string object;
    http::JsonWriter json(object);
    json.begin_object();
    write_instant(json, "at", at);
    write_members(json);
    json.end_object();
    return object;
}

void LiveStream::send(std::string_view event, std::string_view place, std::string_view members) {
    std::string data = "{\"seq\":" + std::to_string(++sequence_) + ",";
    data.append(members.substr(1));
    events_->send(event, data, std::string(place) + tag_);
}

}  // namespace edgvoip::api
