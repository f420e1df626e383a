#include "w3/follow/changes.hpp"

#include "w3/reader/json_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <utility>

namespace w3::follow {
namespace {

namespace json = boost::json;

const json::array* list_member(const json::value& object, std::string_view name) {
    const json::value* value = reader::member(object, name);
    return value == nullptr ? nullptr : value->if_array();
}

std::int64_t number_member(const json::value& object, std::string_view name) {
    const json::value* value = reader::member(object, name);
    const std::int64_t* number = value == nullptr ? nullptr : value->if_int64();
    return number == nullptr ? 0 : *number;
}

base::Result<callbacks::Call> call_of(const json::value& item) {
    const auto text = [&item](std::string_view name) {
        return std::string(reader::text_member(item, name));
    };
    callbacks::Call call;
    call.call_id = text("call_id");
    call.direction = text("direction");
    call.disposition = text("disposition");
    const auto start = base::parse_iso8601(text("start_ts"));
    const bool has_start = start && start->time_of_day_us && start->offset_seconds;
    if (call.call_id.empty() || call.direction.empty() || call.disposition.empty() || !has_start) {
        return base::corrupt("an answer of edgvoip has a call without id, direction or start");
    }
    call.start = base::instant_of(*start);
    call.missed_reason = text("missed_reason");
    call.number = text(call.direction == "in" ? "from_uri" : "to_uri");
    call.name = text("from_name");
    call.did = text("did_e164");
    call.ext = text("ext_number");
    if (const auto store = base::Uuid::parse(text("store_id"))) call.store_id = {*store};
    call.ring_sec = number_member(item, "ring_sec");
    call.billsec = number_member(item, "billsec");
    return call;
}

}  // namespace

base::Result<Changes> read_changes(std::string_view body) {
    boost::system::error_code error;
    const json::value read = json::parse({body.data(), body.size()}, error);
    const json::array* items = error ? nullptr : list_member(read, "items");
    const json::array* removed = error ? nullptr : list_member(read, "removed");
    const json::value* more = error ? nullptr : reader::member(read, "more");
    if (items == nullptr || removed == nullptr || more == nullptr || !more->is_bool()) {
        return base::corrupt("an answer of edgvoip does not tell changes");
    }
    Changes changes;
    changes.next_token = reader::text_member(read, "next_token");
    if (changes.next_token.empty()) {
        return base::corrupt("an answer of edgvoip does not tell how to go on");
    }
    changes.more = more->get_bool();
    for (const json::value& item : *items) {
        auto call = call_of(item);
        if (!call) return call.error();
        changes.calls.push_back(std::move(*call));
    }
    for (const json::value& each : *removed) {
        changes.removed.emplace_back(reader::text_member(each, "call_id"));
        if (changes.removed.back().empty()) {
            return base::corrupt("an answer of edgvoip does not tell which call was removed");
        }
    }
    return changes;
}

}  // namespace w3::follow
