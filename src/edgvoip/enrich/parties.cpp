#include "edgvoip/enrich/parties.hpp"

#include "base/folded_text.hpp"
#include "base/phone_number.hpp"
#include "edgvoip/enrich/direction_of.hpp"
#include "edgvoip/enrich/one_of.hpp"

#include <array>
#include <string_view>

namespace edgvoip::enrich {
namespace {

using call::Call;
using call::Direction;
using call::LegRecord;
using directory::Tenant;

/// E.164 when it is a public number, else as given; an own extension always as given.
std::string normalised(const std::string& number, const Tenant& tenant) {
    if (tenant.extension(number) != nullptr) return number;
    return base::PhoneNumber::read(number, tenant.country).text();
}

std::string public_number(const std::string& number, const Tenant& tenant) {
    const auto read = base::PhoneNumber::read(number, tenant.country);
    return read.is_e164() ? read.text() : std::string();
}

/// The DID as the directory writes it, else as a public number, else as given.
std::string did_of(const std::string& as_dialled, const Tenant& tenant) {
    const directory::Did* did = tenant.did(as_dialled);
    return did == nullptr ? normalised(as_dialled, tenant) : did->did_e164;
}

/// The tenant's extension that this dial target rings; empty for everybody else.
std::string ext_of(const DialTarget& target, const PartyEvidence& evidence) {
    const bool rings_phone =
        target.kind == DialTarget::Kind::device || target.kind == DialTarget::Kind::loopback;
    if (!rings_phone) return {};
    const Tenant* owner =
        target.domain.empty() ? nullptr : evidence.directory.by_domain(target.domain);
    if (owner != nullptr && owner->id != evidence.tenant.id) return {};
    if (evidence.tenant.extension(target.user) != nullptr) return target.user;
    // A phone may register under any name, a trunk may have any profile.
    return public_number(target.user, evidence.tenant).empty() ? target.user : std::string();
}

/// The only phone that the last attempt rang; empty for a group. Without any trace of an attempt in
/// the dialplan log, the only leg that was rung.
std::string last_target(const PartyEvidence& evidence) {
    const LegRecord& root = evidence.legs.root();
    if (const Station* ring = last_ring(evidence.route)) {
        return ring->targets.size() == 1 ? ext_of(ring->targets.front(), evidence) : std::string();
    }
    const bool said = !root.apps.empty() || !root.last_app.empty();
    if (said || root.originated.size() > 1 || !root.into_pbx) return {};
    return ext_of({DialTarget::Kind::device, root.dialed_user, root.dialed_domain}, evidence);
}

/// The first phone that was rung, also of a group.
std::string first_rung(const PartyEvidence& evidence) {
    for (const Station& station : evidence.route) {
        for (const DialTarget& target : station.targets) {
            std::string ext = ext_of(target, evidence);
            if (!ext.empty()) return ext;
        }
    }
    return last_target(evidence);
}

/// The extension that called: the digest's user, or the phone that a command rang first.
std::string calling_ext(const PartyEvidence& evidence) {
    const LegRecord& root = evidence.legs.root();
    const bool has_hops = !root.hops.empty();
    const std::string shown = has_hops ? root.hops.front().caller_number : std::string();
    const std::string rung = has_hops ? root.hops.front().dialled : std::string();
    const std::string channel = channel_target(root.channel_name).user;
    const auto candidates = root.into_pbx ? std::array{root.auth_user, shown, channel}
                                          : std::array{rung, root.dialed_user, channel};
    for (const std::string& ext : candidates) {
        if (evidence.tenant.extension(ext) != nullptr) return ext;
    }
    return candidates.front().empty() ? channel : candidates.front();
}

/// The text of a SIP quoted string: quotes and backslashes without the backslash before them.
std::string unquoted(std::string_view name) {
    std::string text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool escape =
            name[i] == '\\' && i + 1 < name.size() && (name[i + 1] == '"' || name[i + 1] == '\\');
        if (escape) ++i;
        text += name[i];
    }
    return text;
}

/// Also what Italian networks write for a caller who does not want to be known.
bool is_withheld_name(const std::string& name) {
    if (base::is_withheld(name)) return true;
    constexpr std::string_view words[] = {"anonimo", "sconosciuto", "privato", "numero privato",
                                          "non disponibile"};
    return is_one_of(base::ascii_lower(name), words);
}

std::string name_of(const LegRecord& root, const std::string& number, const Tenant& tenant) {
    if (root.hops.empty()) return {};
    const LegRecord::Hop& hop = root.hops.front();
    const std::string& name = hop.caller_name;
    if (name == "Outbound Call" || is_withheld_name(name)) return {};
    const bool is_number =
        name == hop.caller_number || name == number || normalised(name, tenant) == number;
    return is_number ? std::string() : unquoted(name);
}

/// What the trunk's record shows of the caller, else what the dialplan meant to show.
std::string shown_number(const PartyEvidence& evidence) {
    for (const LegRecord& leg : evidence.legs.all()) {
        if (&leg == &evidence.legs.root() || leg.gateway.empty() || leg.hops.empty()) continue;
        return public_number(leg.hops.front().caller_number, evidence.tenant);
    }
    return public_number(evidence.legs.root().shown_number, evidence.tenant);
}

/// The outside party of an outbound call: as dialled when that is a public number, else the number
/// the trunk was sent (prefixes for a line or a carrier are taken off by the dialplan).
std::string called_number(const PartyEvidence& evidence, const std::string& dialled) {
    std::string number = public_number(dialled, evidence.tenant);
    if (!number.empty()) return number;
    if (evidence.taker) number = public_number(evidence.taker->who.number, evidence.tenant);
    const Station* ring = last_ring(evidence.route);
    if (number.empty() && ring != nullptr) {
        number = public_number(ring->targets.back().user, evidence.tenant);
    }
    return number.empty() ? normalised(dialled, evidence.tenant) : number;
}

void name_inbound(const PartyEvidence& evidence, Call& call) {
    const LegRecord& root = evidence.legs.root();
    const Tenant& tenant = evidence.tenant;
    if (!root.hops.empty()) {
        call.remote_number = normalised(root.hops.front().caller_number, tenant);
        call.did_e164 = did_of(root.hops.front().dialled, tenant);
    }
    call.from_uri = call.remote_number;
    call.ext_number =
        evidence.taker ? evidence.taker->who.ext : (evidence.served ? "" : last_target(evidence));
    const bool taken = evidence.taker && !call.ext_number.empty();
    const std::string reached = taken ? call.ext_number : first_rung(evidence);
    call.to_uri = reached.empty() ? call.did_e164 : reached;
}

/// Made on command, the customer first: the extension is the one that was rung then.
void name_customer_first(const PartyEvidence& evidence, Call& call) {
    const LegRecord& root = evidence.legs.root();
    call.ext_number = evidence.taker ? evidence.taker->who.ext : last_target(evidence);
    call.from_uri = call.ext_number;
    call.to_uri = normalised(channel_target(root.channel_name).user, evidence.tenant);
    call.remote_number = call.to_uri;
    if (!root.hops.empty()) {
        call.did_e164 = public_number(root.hops.front().caller_number, evidence.tenant);
    }
}

void name_from_inside(const PartyEvidence& evidence, Call& call) {
    if (calls_customer_first(evidence.legs)) return name_customer_first(evidence, call);
    const Tenant& tenant = evidence.tenant;
    const std::string caller = calling_ext(evidence);
    const std::string dialled = wanted_number(evidence.legs, evidence.route);
    call.from_uri = caller;
    call.to_uri = normalised(dialled, tenant);
    if (call.direction == Direction::out) {
        call.ext_number = caller;
        call.did_e164 = shown_number(evidence);
        call.remote_number = called_number(evidence, dialled);
        return;
    }
    const bool by_itself = evidence.served || passes(evidence.route, Station::Kind::pickup);
    if (by_itself) {
        call.ext_number = caller;
        return;
    }
    call.ext_number = evidence.taker ? evidence.taker->who.ext : last_target(evidence);
    const bool no_attempt = !evidence.taker && last_ring(evidence.route) == nullptr;
    if (!no_attempt || !call.ext_number.empty()) return;
    // Nobody was rung: the extension that was wanted, or the only one in the call.
    call.ext_number = tenant.extension(dialled) != nullptr ? dialled : caller;
}

/// The DID's store before the extension's; outbound and internal the caller's.
std::optional<base::StoreId> store_of(const PartyEvidence& evidence, const Call& call) {
    const Tenant& tenant = evidence.tenant;
    const bool inbound = call.direction == Direction::in;
    if (inbound) {
        const directory::Did* did = tenant.did(call.did_e164);
        if (did != nullptr && did->store) return did->store;
    }
    const directory::Extension* extension = tenant.extension(inbound ? call.to_uri : call.from_uri);
    return extension == nullptr ? std::nullopt : extension->store;
}

}  // namespace

void name_parties(const PartyEvidence& evidence, Call& call) {
    if (call.direction == Direction::in) {
        name_inbound(evidence, call);
    } else {
        name_from_inside(evidence, call);
    }
    call.from_name = name_of(evidence.legs.root(), call.from_uri, evidence.tenant);
    const directory::Extension* extension = evidence.tenant.extension(call.ext_number);
    if (extension != nullptr) call.user_id = extension->user_id;
    call.store = store_of(evidence, call);
}

}  // namespace edgvoip::enrich
