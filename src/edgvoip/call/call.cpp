#include "edgvoip/call/call.hpp"

#include <array>
#include <utility>

namespace edgvoip::call {
namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<Direction, 3> directions = {{
    {Direction::in, "in"},
    {Direction::out, "out"},
    {Direction::internal, "internal"},
}};
constexpr Words<Disposition, 4> dispositions = {{
    {Disposition::answered, "ANSWERED"},
    {Disposition::no_answer, "NO_ANSWER"},
    {Disposition::busy, "BUSY"},
    {Disposition::failed, "FAILED"},
}};
constexpr Words<MissedReason, 9> missed_reasons = {{
    {MissedReason::voicemail, "voicemail"},
    {MissedReason::abandoned_in_queue, "abandoned_in_queue"},
    {MissedReason::abandoned_in_ivr, "abandoned_in_ivr"},
    {MissedReason::busy, "busy"},
    {MissedReason::no_agent, "no_agent"},
    {MissedReason::failed, "failed"},
    {MissedReason::short_abandoned, "short_abandoned"},
    {MissedReason::abandoned, "abandoned"},
    {MissedReason::no_answer, "no_answer"},
}};
constexpr Words<QualityStatus, 4> quality_statuses = {{
    {QualityStatus::measured, "measured"},
    {QualityStatus::no_rtp, "no_rtp"},
    {QualityStatus::low_sample, "low_sample"},
    {QualityStatus::not_measured, "not_measured"},
}};
constexpr Words<MosSource, 2> mos_sources = {{
    {MosSource::g107, "g107"},
    {MosSource::pbx, "pbx"},
}};

template <class Enum, std::size_t N>
std::string_view word_of(const Words<Enum, N>& words, Enum value) {
    for (const auto& [candidate, word] : words) {
        if (candidate == value) return word;
    }
    return "unknown";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Words<Enum, N>& words, std::string_view word) {
    for (const auto& [value, candidate] : words) {
        if (candidate == word) return value;
    }
    return std::nullopt;
}

std::optional<std::string> quality_violation(const Quality& quality) {
    if (quality.mos_centi.has_value() != quality.mos_source.has_value()) {
        return "a MOS and its source go together";
    }
    if (!quality.mos_centi) return std::nullopt;
    if (quality.status != QualityStatus::measured) return "only what was measured has a MOS";
    if (*quality.mos_centi < mos_centi_min || *quality.mos_centi > mos_centi_max) {
        return "a MOS is 1.00 to 5.00";
    }
    return std::nullopt;
}

}  // namespace

std::string_view to_string(Direction value) {
    return word_of(directions, value);
}
std::string_view to_string(Disposition value) {
    return word_of(dispositions, value);
}
std::string_view to_string(MissedReason value) {
    return word_of(missed_reasons, value);
}
std::string_view to_string(QualityStatus value) {
    return word_of(quality_statuses, value);
}
std::string_view to_string(MosSource value) {
    return word_of(mos_sources, value);
}

std::optional<Direction> direction_of(std::string_view word) {
    return value_of(directions, word);
}
std::optional<Disposition> disposition_of(std::string_view word) {
    return value_of(dispositions, word);
}
std::optional<MissedReason> missed_reason_of(std::string_view word) {
    return value_of(missed_reasons, word);
}

std::optional<std::string> violation(const Call& call) {
    const bool answered = call.disposition == Disposition::answered;
    if (call.id.text.empty()) return "a call has an id";
    if (call.end < call.start) return "a call ends after it starts";
    if (call.answer.has_value() != answered) return "an answer time goes with ANSWERED";
    if (call.answer && (*call.answer < call.start || call.end < *call.answer)) {
        return "start, answer and end are in order";
    }
    const base::Instant ring_end = call.answer.value_or(call.end);
    if (call.duration_sec != base::whole_seconds(call.start, call.end)) {
        return "duration_sec is end - start";
    }
    if (call.ring_sec != base::whole_seconds(call.start, ring_end)) return "ring_sec is the wait";
    if (call.billsec != (call.answer ? base::whole_seconds(*call.answer, call.end) : 0)) {
        return "billsec is end - answer";
    }
    const bool missed = call.direction == Direction::in && !answered;
    if (call.missed_reason.has_value() != missed) return "missed_reason goes with a missed call";
    if (call.quality.mos_centi && !answered) return "only answered calls are measured";
    return quality_violation(call.quality);
}

}  // namespace edgvoip::call
