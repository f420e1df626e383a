#include "edgvoip/simulate/story.hpp"

#include <algorithm>
#include <array>

namespace edgvoip::simulate {
namespace {

int number_of(std::string_view ext) {
    int number = 0;
    for (const char c : ext)
        number = number * 10 + (c - '0');
    return number;
}

}  // namespace

const Leg& Story::leg_of(const base::Uuid& id) const {
    const auto leg = std::find_if(legs.begin(), legs.end(),
                                  [&id](const Leg& candidate) { return candidate.id == id; });
    base::check(leg != legs.end(), "a leg of this story");
    return *leg;
}

const base::Uuid& call_uuid_of(const Story& story, const Leg& leg) {
    const base::Uuid& root = story.legs.front().id;
    // A rung leg that hung up first was already a call of its own when its record was written.
    const bool is_own =
        leg.originator == base::Uuid{} || leg.hangup_disposition == "recv_bye" || leg.id == root;
    return is_own ? leg.id : root;
}

std::string presence_of(const Story& story, const Leg& leg) {
    return leg.channel == Channel::to_phone ? leg.ext + "@" + story.tenant->sip_domain : "";
}

const Extension& extension_of(const Tenant& tenant, std::string_view ext) {
    const int position = number_of(ext) - number_of(tenant.extensions.front().ext);
    const Extension& extension = tenant.extensions.at(static_cast<std::size_t>(position));
    base::check(extension.ext == ext, "extensions are numbered without gaps");
    return extension;
}

std::string phone_address(std::string_view ext) {
    const int number = number_of(ext);
    return "10.20." + std::to_string(number / 250 % 250) + "." + std::to_string(number % 250 + 1);
}

bool is_into_pbx(const Leg& leg) {
    return leg.channel == Channel::from_trunk || leg.channel == Channel::from_phone ||
           leg.channel == Channel::loopback_b;
}

std::int64_t held_us(const Leg& leg) {
    return happened(leg.hold.to) ? leg.hold.to.us - leg.hold.from.us : 0;
}

std::string_view direction_of(const Leg& leg) {
    return is_into_pbx(leg) ? "inbound" : "outbound";
}

std::string channel_name(const Story& story, const Leg& leg) {
    switch (leg.channel) {
        case Channel::from_trunk:
            return "sofia/external/" + leg.number + "@" + std::string(carrier_host);
        case Channel::to_trunk:
            return "sofia/external/" + leg.number;
        case Channel::from_phone:
            return "sofia/internal/" + leg.ext + "@" + story.tenant->sip_domain;
        case Channel::to_phone:
            return "sofia/internal/" + leg.ext + "@" + phone_address(leg.ext) + ":5060";
        case Channel::loopback_a:
            return "loopback/" + leg.ext + "-a";
        case Channel::loopback_b:
            return "loopback/" + leg.ext + "-b";
    }
    throw base::Bug("a channel of a known kind");
}

int q850_of(std::string_view cause) {
    static constexpr std::array<std::pair<std::string_view, int>, 7> codes = {{
        {"UNALLOCATED_NUMBER", 1},
        {"USER_BUSY", 17},
        {"NO_USER_RESPONSE", 18},
        {"NO_ANSWER", 19},
        {"CALL_REJECTED", 21},
        {"NORMAL_TEMPORARY_FAILURE", 41},
        {"NO_ROUTE_DESTINATION", 3},
    }};
    for (const auto& [name, code] : codes) {
        if (name == cause) return code;
    }
    return 16;
}

}  // namespace edgvoip::simulate
