#include "edgvoip/store/call_row.hpp"

#include <limits>
#include <optional>

namespace edgvoip::store {
namespace {

using sql::Null;
using sql::Parameter;

Parameter text(const std::string& value) {
    if (value.empty()) return Null{};
    return std::string_view(value);
}

Parameter integer(std::int64_t value) {
    return value;
}

Parameter maybe(const std::optional<std::int32_t>& value) {
    if (!value) return Null{};
    return std::int64_t{*value};
}

Parameter maybe(const std::optional<base::Instant>& value) {
    if (!value) return Null{};
    return value->us;
}

template <class Enum>
Parameter number(Enum value) {
    return static_cast<std::int64_t>(value);
}

template <class Enum>
Parameter maybe_number(const std::optional<Enum>& value) {
    if (!value) return Null{};
    return number(*value);
}

/// Takes the columns of a row from left to right; `sound` turns false at the first value that this
/// program would not have written.
class Columns {
public:
    explicit Columns(const sql::Row& row) : row_(row) {}

    std::string text() { return std::string(row_.text(at_++)); }
    base::Uuid uuid() {
        expect(row_.bytes(at_).size() == sizeof(base::Uuid::bytes));
        return row_.uuid(at_++);
    }
    std::optional<base::StoreId> maybe_store() {
        if (skip_null()) return std::nullopt;
        return base::StoreId{uuid()};
    }
    std::int64_t integer() { return row_.integer(at_++); }
    std::int32_t narrow() {
        const std::int64_t value = integer();
        expect(value >= std::numeric_limits<std::int32_t>::min() &&
               value <= std::numeric_limits<std::int32_t>::max());
        return static_cast<std::int32_t>(value);
    }
    std::optional<std::int32_t> maybe_narrow() {
        if (skip_null()) return std::nullopt;
        return narrow();
    }
    /// Not negative.
    std::int32_t seconds() {
        const std::int32_t value = narrow();
        expect(value >= 0);
        return value;
    }
    std::optional<std::int32_t> maybe_figure() {
        if (skip_null()) return std::nullopt;
        return seconds();
    }
    base::Instant instant() { return {integer()}; }
    std::optional<base::Instant> maybe_instant() {
        if (skip_null()) return std::nullopt;
        return instant();
    }
    bool truth() {
        const std::int64_t value = integer();
        expect(value == 0 || value == 1);
        return value == 1;
    }
    /// An enumeration whose values are 1 to `last`.
    template <class Enum>
    Enum one_of(Enum last) {
        const std::int64_t value = integer();
        if (value >= 1 && value <= static_cast<std::int64_t>(last)) return static_cast<Enum>(value);
        expect(false);
        return last;
    }
    template <class Enum>
    std::optional<Enum> maybe_one_of(Enum last) {
        if (skip_null()) return std::nullopt;
        return one_of(last);
    }

    bool sound() const { return sound_; }

private:
    bool skip_null() {
        if (!row_.is_null(at_)) return false;
        ++at_;
        return true;
    }
    void expect(bool condition) { sound_ = sound_ && condition; }

    const sql::Row& row_;
    int at_ = 0;
    bool sound_ = true;
};

call::Quality quality_of(Columns& columns) {
    call::Quality quality;
    quality.status = columns.one_of(call::QualityStatus::not_measured);
    quality.mos_centi = columns.maybe_narrow();
    quality.mos_source = columns.maybe_one_of(call::MosSource::pbx);
    quality.pbx_mos_centi = columns.maybe_narrow();
    quality.jitter_tenth_ms = columns.maybe_narrow();
    quality.loss_centi_pct = columns.maybe_narrow();
    quality.codec = columns.text();
    quality.packets = columns.integer();
    return quality;
}

}  // namespace

std::array<Parameter, 38> call_parameters(const call::Call& call, std::int64_t change_seq,
                                          const std::string& name_folded) {
    const call::Quality& quality = call.quality;
    return {call.tenant.uuid,
            integer(call.start.us),
            std::string_view(call.id.text),
            number(call.direction),
            number(call.disposition),
            maybe_number(call.missed_reason),
            maybe(call.answer),
            integer(call.end.us),
            integer(call.billsec),
            integer(call.ring_sec),
            integer(call.duration_sec),
            text(call.from_uri),
            text(call.to_uri),
            text(call.did_e164),
            text(call.ext_number),
            text(call.remote_number),
            text(call.from_name),
            call.store ? Parameter(call.store->uuid) : Parameter(Null{}),
            text(call.user_id),
            number(quality.status),
            maybe(quality.mos_centi),
            maybe_number(quality.mos_source),
            maybe(quality.pbx_mos_centi),
            maybe(quality.jitter_tenth_ms),
            maybe(quality.loss_centi_pct),
            text(quality.codec),
            integer(quality.packets),
            integer(call.recorded ? 1 : 0),
            text(call.recording_path),
            text(call.hangup_cause),
            maybe(call.pbx_answer),
            integer(call.pbx_billsec),
            integer(call.q850),
            text(call.source),
            text(call.adapter),
            text(call.raw_ref),
            integer(change_seq),
            text(name_folded)};
}

std::array<Parameter, 20> leg_parameters(const call::Call& call, std::size_t n) {
    const call::Leg& leg = call.legs[n];
    const call::Quality& quality = leg.quality;
    return {call.tenant.uuid,
            integer(call.start.us),
            std::string_view(call.id.text),
            integer(static_cast<std::int64_t>(n)),
            text(leg.leg_id),
            text(leg.ext),
            text(leg.number),
            integer(leg.is_root ? 1 : 0),
            integer(leg.started.us),
            maybe(leg.answered),
            integer(leg.ended.us),
            text(leg.hangup_cause),
            number(quality.status),
            maybe(quality.mos_centi),
            maybe_number(quality.mos_source),
            maybe(quality.pbx_mos_centi),
            maybe(quality.jitter_tenth_ms),
            maybe(quality.loss_centi_pct),
            text(quality.codec),
            integer(quality.packets)};
}

base::Result<call::Call> call_of(const sql::Row& row) {
    Columns columns(row);
    call::Call call;
    call.tenant = {columns.uuid()};
    call.start = columns.instant();
    call.id = {columns.text()};
    call.direction = columns.one_of(call::Direction::internal);
    call.disposition = columns.one_of(call::Disposition::failed);
    call.missed_reason = columns.maybe_one_of(call::MissedReason::no_answer);
    call.answer = columns.maybe_instant();
    call.end = columns.instant();
    call.billsec = columns.narrow();
    call.ring_sec = columns.narrow();
    call.duration_sec = columns.narrow();
    call.from_uri = columns.text();
    call.to_uri = columns.text();
    call.did_e164 = columns.text();
    call.ext_number = columns.text();
    call.remote_number = columns.text();
    call.from_name = columns.text();
    call.store = columns.maybe_store();
    call.user_id = columns.text();
    call.quality = quality_of(columns);
    call.recorded = columns.truth();
    call.recording_path = columns.text();
    call.hangup_cause = columns.text();
    call.pbx_answer = columns.maybe_instant();
    call.pbx_billsec = columns.narrow();
    call.q850 = columns.narrow();
    call.source = columns.text();
    call.adapter = columns.text();
    call.raw_ref = columns.text();
    const std::string where = "the stored call '" + call.id.text + "'";
    if (!columns.sound()) return base::corrupt(where + " has a column out of range");
    if (const auto broken = call::violation(call)) return base::corrupt(where + ": " + *broken);
    return call;
}

base::Result<call::Outline> outline_of(const sql::Row& row) {
    Columns columns(row);
    call::Outline outline;
    outline.start = columns.instant();
    outline.id = {columns.text()};
    outline.direction = columns.one_of(call::Direction::internal);
    outline.disposition = columns.one_of(call::Disposition::failed);
    outline.missed_reason = columns.maybe_one_of(call::MissedReason::no_answer);
    outline.billsec = columns.seconds();
    outline.ring_sec = columns.seconds();
    outline.did_e164 = columns.text();
    outline.ext_number = columns.text();
    outline.remote_number = columns.text();
    outline.name_folded = columns.text();
    outline.store = columns.maybe_store();
    outline.quality_status = columns.one_of(call::QualityStatus::not_measured);
    outline.mos_centi = columns.maybe_figure();
    outline.mos_source = columns.maybe_one_of(call::MosSource::pbx);
    outline.jitter_tenth_ms = columns.maybe_figure();
    outline.loss_centi_pct = columns.maybe_figure();
    outline.recorded = columns.truth();
    if (!columns.sound() || outline.mos_centi.value_or(0) > call::mos_centi_max) {
        return base::corrupt("the stored call '" + outline.id.text + "' has a column out of range");
    }
    return outline;
}

base::Result<call::Leg> leg_of(const sql::Row& row) {
    Columns columns(row);
    call::Leg leg;
    leg.leg_id = columns.text();
    leg.ext = columns.text();
    leg.number = columns.text();
    leg.is_root = columns.truth();
    leg.started = columns.instant();
    leg.answered = columns.maybe_instant();
    leg.ended = columns.instant();
    leg.hangup_cause = columns.text();
    leg.quality = quality_of(columns);
    if (!columns.sound()) {
        return base::corrupt("the stored leg '" + leg.leg_id + "' has a column out of range");
    }
    return leg;
}

}  // namespace edgvoip::store
