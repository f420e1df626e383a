#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::call {

enum class Direction : std::uint8_t { in = 1, out = 2, internal = 3 };
enum class Disposition : std::uint8_t { answered = 1, no_answer = 2, busy = 3, failed = 4 };

/// Why an inbound call was missed; in the order in which the first that applies is taken.
enum class MissedReason : std::uint8_t {
    voicemail = 1,
    abandoned_in_queue = 2,
    abandoned_in_ivr = 3,
    busy = 4,
    no_agent = 5,
    failed = 6,
    short_abandoned = 7,
    abandoned = 8,
    no_answer = 9,
};

enum class QualityStatus : std::uint8_t {
    measured = 1,
    no_rtp = 2,
    low_sample = 3,
    not_measured = 4
};
enum class MosSource : std::uint8_t { g107 = 1, pbx = 2 };

/// The contract's words: `in`, `ANSWERED`, `abandoned_in_queue`, `no_rtp`, `g107`.
std::string_view to_string(Direction value);
std::string_view to_string(Disposition value);
std::string_view to_string(MissedReason value);
std::string_view to_string(QualityStatus value);
std::string_view to_string(MosSource value);

/// The value a word of the contract stands for; nothing when there is none such.
std::optional<Direction> direction_of(std::string_view word);
std::optional<Disposition> disposition_of(std::string_view word);
std::optional<MissedReason> missed_reason_of(std::string_view word);

/// The range of a MOS (ITU-T P.800), × 100.
constexpr std::int32_t mos_centi_min = 100;
constexpr std::int32_t mos_centi_max = 500;

/// Audio quality of a leg or a call. Fixed-point, so that sums are exact.
struct Quality {
    QualityStatus status = QualityStatus::not_measured;
    std::optional<std::int32_t> mos_centi;        ///< 100…450: MOS × 100; only when `measured`
    std::optional<MosSource> mos_source;          ///< set exactly when `mos_centi` is
    std::optional<std::int32_t> pbx_mos_centi;    ///< what the PBX itself calls MOS, × 100
    std::optional<std::int32_t> jitter_tenth_ms;  ///< interarrival jitter, ms × 10
    std::optional<std::int32_t> loss_centi_pct;   ///< packet loss, % × 100: 0…10000
    std::string codec;                            ///< such as `PCMA`; empty unknown
    std::int64_t packets = 0;                     ///< received from that party

    bool operator==(const Quality&) const = default;
};

/// One device that took part in a call.
struct Leg {
    std::string leg_id;
    std::string ext;       ///< the tenant's extension; empty for an outside party
    std::string number;    ///< the outside number, or what was dialled; empty when `ext` says it
    bool is_root = false;  ///< the leg the call began with
    base::Instant started;
    std::optional<base::Instant> answered;
    base::Instant ended;
    std::string hangup_cause;
    Quality quality;

    bool operator==(const Leg&) const = default;
};

/// One finished call of one tenant. Checked by `violation()` when it is assembled and when it is
/// read back from a store.
struct Call {
    base::TenantId tenant;
    base::CallId id;
    Direction direction = Direction::in;
    Disposition disposition = Disposition::failed;
    std::optional<MissedReason> missed_reason;  ///< exactly for inbound calls not answered

    base::Instant start;                  ///< the PBX received, or made, the call
    std::optional<base::Instant> answer;  ///< the first person answered; exactly when ANSWERED
    base::Instant end;                    ///< the last leg ended
    std::int32_t billsec = 0;             ///< whole seconds answer → end, 0 unless answered
    std::int32_t ring_sec = 0;            ///< whole seconds start → answer, else → end
    std::int32_t duration_sec = 0;        ///< whole seconds start → end

    std::string
        from_uri;  ///< inbound the remote number, else the calling extension; empty withheld
    std::string
        to_uri;  ///< inbound who took it (else first rung, else the DID), else what was dialled
    std::string did_e164;    ///< inbound the DID, outbound the number shown; empty none
    std::string ext_number;  ///< the tenant's extension in the call; empty none
    std::string
        remote_number;      ///< the outside party: E.164 or as given; empty withheld or internal
    std::string from_name;  ///< the caller's name; empty when none or equal to the number
    std::optional<base::StoreId> store;
    std::string user_id;  ///< of the directory's extension `ext_number`; empty none

    Quality quality;
    bool recorded = false;
    std::string recording_path;  ///< as the PBX wrote it; never shown, only put into a template
    std::string hangup_cause;    ///< the root leg's

    std::optional<base::Instant> pbx_answer;  ///< the PBX's own answer time of the root leg
    std::int32_t pbx_billsec = 0;             ///< the PBX's own billsec of the root leg
    std::int32_t q850 = 0;                    ///< the root leg's Q.850 cause, 0 unknown
    std::string source;                       ///< name of the source
    std::string adapter;                      ///< dialect that read it
    std::string raw_ref;                      ///< the root record's file or request

    std::vector<Leg> legs;  ///< by start, the root first

    bool operator==(const Call&) const = default;
};

/// The broken invariant of a call as a sentence, or nothing when it is sound: start ≤ answer ≤
/// end; seconds as the instants say; answer exactly when ANSWERED; missed_reason exactly when
/// inbound and not answered; MOS only when measured.
std::optional<std::string> violation(const Call& call);

}  // namespace edgvoip::call
