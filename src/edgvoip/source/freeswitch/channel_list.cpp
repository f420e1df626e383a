#include "edgvoip/source/freeswitch/channel_list.hpp"

#include "edgvoip/source/freeswitch/cdr_values.hpp"
#include "edgvoip/source/freeswitch/json_object.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace edgvoip::source::freeswitch {
namespace {

using call::LegRecord;

/// `show channels` gives whole seconds.
std::optional<base::Instant> created(const Variables& row) {
    const auto seconds = row.number("created_epoch");
    constexpr std::int64_t seconds_max = std::numeric_limits<std::int64_t>::max() / 1'000'000;
    if (!seconds || *seconds < 0 || *seconds > seconds_max) return std::nullopt;
    return optional_instant(*seconds * base::us_per_second);
}

/// How it came, and, when the dialplan has sent it on, where it is now.
std::vector<LegRecord::Hop> hops_of(const Variables& row) {
    LegRecord::Hop first;
    first.caller_number = row.text("initial_cid_num", "cid_num");
    first.caller_name = row.text("initial_cid_name", "cid_name");
    first.dialled = row.text("initial_dest", "dest");
    first.context = row.text("initial_context", "context");
    LegRecord::Hop now = first;
    now.dialled = row.text("dest");
    now.context = row.text("context");
    std::vector<LegRecord::Hop> hops{std::move(first)};
    if (now != hops.front()) hops.push_back(std::move(now));
    return hops;
}

/// The phone that was rung: FreeSWITCH sets the presence of a leg that `user/…` made.
void read_presence(const Variables& row, LegRecord& leg) {
    const std::string presence = row.text("presence_id");
    const std::size_t at = presence.find('@');
    if (leg.into_pbx || at == std::string::npos) return;
    leg.dialed_user = presence.substr(0, at);
    leg.dialed_domain = presence.substr(at + 1);
}

std::optional<ListedChannel> read_row(const boost::json::object& object) {
    const Variables row(object, {});
    ListedChannel channel;
    LegRecord& leg = channel.leg;
    leg.leg_id = row.id("uuid");
    const auto started = created(row);
    const std::string direction = row.text("direction");
    const bool known = direction == "inbound" || direction == "outbound";
    if (leg.leg_id.empty() || !started || !known) return std::nullopt;
    leg.into_pbx = direction == "inbound";
    leg.started = leg.ended = *started;
    leg.channel_name = row.text("name");
    leg.account_code = row.text("accountcode");
    leg.hops = hops_of(row);
    read_presence(row, leg);
    const std::string step = row.text("application");
    if (!step.empty()) leg.apps.push_back({step, row.text("application_data")});
    const std::string state = row.text("callstate");
    channel.is_held = state == "HELD";
    channel.is_answered = channel.is_held || state == "ACTIVE" || state == "UNHELD";
    channel.call_leg = row.id("call_uuid");
    if (channel.call_leg == leg.leg_id) channel.call_leg.clear();
    return channel;
}

bool has_hung_up(const boost::json::object& row) {
    return scalar_text(row, "callstate") == "HANGUP";
}

base::Result<ChannelList> read_list(const boost::json::object& answer) {
    ChannelList list;
    const boost::json::array* const rows = member_array(answer, "rows");
    if (rows == nullptr) {
        if (scalar_text(answer, "row_count") == "0") return list;
        return base::invalid("the answer to show channels has no rows");
    }
    for (const boost::json::value& item : *rows) {
        const boost::json::object* const row = item.if_object();
        if (row != nullptr && has_hung_up(*row)) continue;
        auto channel = row == nullptr ? std::nullopt : read_row(*row);
        if (channel) {
            list.channels.push_back(std::move(*channel));
        } else {
            ++list.unread;
        }
    }
    return list;
}

}  // namespace

base::Result<ChannelList> decode_channel_list(std::string_view json, std::string_view source) {
    auto list = read_object(json, read_list);
    if (!list) return list;
    for (ListedChannel& channel : list->channels) {
        channel.leg.source = source;
        channel.leg.adapter = "freeswitch-event";
    }
    return list;
}

}  // namespace edgvoip::source::freeswitch
