#include "w3/callbacks/known_call.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace w3::callbacks {
namespace {

constexpr std::array<std::string_view, 5> kinds = {"miss", "by_hand", "refused", "attempt",
                                                   "contact"};
constexpr std::array<std::string_view, 5> refusals = {"none", "withheld", "no_number", "brief",
                                                      "old"};

template <class Enum, std::size_t Size>
std::optional<Enum> named(const std::array<std::string_view, Size>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

/// Whoever found nobody there at once waits all the same; only who gave up may have changed their
/// mind.
bool gave_up(const Call& call) {
    return call.missed_reason == "short_abandoned" || call.missed_reason.starts_with("abandoned");
}

Refusal refusal_of_miss(const Call& call, const Rules& rules, base::Instant since) {
    if (call.number.empty()) return Refusal::withheld;
    if (!call.number.starts_with('+')) return Refusal::no_number;
    if (gave_up(call) && call.ring_sec < rules.settings.null_sec) return Refusal::brief;
    return call.start < since ? Refusal::old : Refusal::none;
}

}  // namespace

std::string_view to_string(CallKind kind) {
    return kinds[static_cast<std::size_t>(kind)];
}

std::optional<CallKind> call_kind_of(std::string_view name) {
    return named<CallKind>(kinds, name);
}

std::string_view to_string(Refusal refusal) {
    return refusals[static_cast<std::size_t>(refusal)];
}

std::optional<Refusal> refusal_of(std::string_view name) {
    return named<Refusal>(refusals, name);
}

std::optional<KnownCall> judged(Call call, const Rules& rules, base::Instant since) {
    const bool is_inbound = call.direction == "in";
    const bool is_answered = call.disposition == "ANSWERED";
    if (!is_inbound && call.direction != "out") return std::nullopt;
    KnownCall known;
    if (is_inbound && !is_answered) {
        known.refusal = refusal_of_miss(call, rules, since);
        if (known.refusal == Refusal::none) {
            known.kind = rules.is_automatic(call.store_id) ? CallKind::miss : CallKind::by_hand;
        }
        if (call.store_id && !rules.settings.is_one_list) known.scope = call.store_id->uuid;
    } else {
        const bool has_talked = is_answered && call.billsec >= rules.settings.contact_min_sec;
        const bool is_brief_answer = is_inbound && !has_talked;
        if (!call.number.starts_with('+') || is_brief_answer) return std::nullopt;
        known.kind = has_talked ? CallKind::contact : CallKind::attempt;
    }
    known.call = std::move(call);
    return known;
}

bool is_miss(const KnownCall& known) {
    return known.kind != CallKind::attempt && known.kind != CallKind::contact;
}

}  // namespace w3::callbacks
