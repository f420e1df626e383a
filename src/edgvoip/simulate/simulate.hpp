#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/call/call.hpp"

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A retail chain that exists only in the program: its directory, and its calls as FreeSWITCH
/// would have recorded them. The same seed gives the same bytes, on every machine.
namespace edgvoip::simulate {

/// How long it takes until something is done, each second in between as likely as the next.
struct Delay {
    std::int64_t least_sec = 1;  ///< 1…86,400
    std::int64_t most_sec = 1;   ///< least…86,400
};

/// The chain's size. Ranges are checked by `make_chain`.
struct ChainOptions {
    std::uint64_t seed = 1;
    int tenants = 3;                  ///< 1…1000
    int stores_per_tenant_min = 2;    ///< 1…300
    int stores_per_tenant_max = 8;    ///< min…300: the first tenant's; the others shrink to min
    int agents_per_store_min = 2;     ///< 2…20
    int agents_per_store_max = 5;     ///< min…20
    double calls_per_store_day = 30;  ///< 0.1…5000: base calls of an average store and weekday
    /// Each tenant's domain; `{}` becomes a, b, … z, aa, ab, …
    std::string sip_domain_pattern = "catena-{}.demo.edgvoip.test";
    bool always_open = false;  ///< as many calls at night and on Sundays; other calls than without
    /// How long after a miss a shop calls back, if it does, at any hour. Absent: within three
    /// hours, or the next morning when it has closed by then.
    std::optional<Delay> callbacks_after = std::nullopt;
};

/// A shop, with a DID and a ring group of its own.
struct Store {
    base::StoreId id;
    std::string name;  ///< city and quarter
    std::string area;  ///< the city's area code, such as `06`
    std::string did_e164;
    std::string ring_group;               ///< dialled number, `600`…
    std::vector<std::size_t> extensions;  ///< positions in the tenant's extensions
    double weight = 1;                    ///< its share of calls, 1 for an average store
};

struct Extension {
    std::string ext;
    std::string user_id;
    std::string display_name;  ///< a place in the shop, such as `Cassa 1`
    std::size_t store = 0;     ///< position in the tenant's stores
    bool shows_name = false;   ///< the phone sends `display_name`, else its number
};

struct Tenant {
    base::TenantId id;
    std::string slug;  ///< `catena-a`: account code, and the contexts `<slug>-inbound`, `-internal`
    std::string sip_domain;
    std::string name;
    std::vector<Store> stores;
    std::vector<Extension> extensions;
    std::string central_did_e164;  ///< a DID of no store; empty for small tenants
    bool has_queue = false;
    bool sets_variables = false;  ///< its dialplan sets domain_name, accountcode, call_direction
    bool records = false;         ///< some of its calls are recorded
};

struct Chain {
    ChainOptions options;
    std::vector<Tenant> tenants;
};

/// The chain of these options. Every DID is a valid Italian landline, no two alike.
/// Fault::invalid names the option that is out of range.
base::Result<Chain> make_chain(const ChainOptions& options);

/// The chain as the text of `directory.json`.
std::string directory_json(const Chain& chain);

/// How numbers of the trunk are written in the records.
enum class NumberForm {
    mixed,        ///< mostly `+39…`, sometimes `39…` or national, as trunks do
    e164,         ///< `+39…`
    without_plus  ///< `39…`
};

/// How the PBX writes its records.
struct RecordOptions {
    bool encode_values = true;  ///< mod_json_cdr's encode-values: variables URL-encoded
    bool bulk = false;          ///< SDP and other bulk, for records of the real size
    NumberForm numbers = NumberForm::mixed;
};

/// One leg's record, as it would be written when the leg ends.
struct Record {
    std::string_view name;  ///< `a_<uuid>.cdr.json` for an a-leg, `<uuid>.cdr.json` for a b-leg
    std::string_view json;  ///< one line, without its newline
    base::Instant ended;
};

/// What really happened in one call, from the story and not from its records.
struct Truth {
    std::string scenario;  ///< such as `queue_answered`
    base::CallId id;       ///< the root leg's uuid
    base::TenantId tenant;
    std::string sip_domain;
    call::Direction direction = call::Direction::in;
    std::string from_uri;   ///< empty: withheld
    std::string from_name;  ///< empty: none, or equal to the number
    std::string to_uri;
    std::string did_e164;    ///< empty: none
    std::string ext_number;  ///< empty: none
    std::optional<base::StoreId> store;
    base::Instant start;
    std::optional<base::Instant> answer;
    base::Instant end;
    call::Disposition disposition = call::Disposition::failed;
    std::optional<call::MissedReason> missed_reason;
    std::string hangup_cause;  ///< the root leg's
    bool recorded = false;
    call::QualityStatus quality = call::QualityStatus::not_measured;
    std::optional<std::int32_t> loss_centi_pct;  ///< of the worse party, when measured
    int legs = 0;     ///< devices: the root and every phone or line that was rung
    int records = 0;  ///< those and the two halves of a loopback
};

/// One JSON line with the contract's names: `call_id, tenant_id, sip_domain, direction, from_uri,
/// from_name, to_uri, did_e164, ext_number, store_id, start_ts, answer_ts, end_ts, billsec,
/// ring_sec, duration_sec, disposition, missed_reason, hangup_cause, recorded, quality, loss_pct,
/// legs, records, scenario`; what is absent is null. No newline.
std::string truth_json(const Truth& truth);

/// Takes what the PBX writes. Not thread-safe; the views live as long as the call.
class Sink {
public:
    virtual ~Sink() = default;

    /// One leg, in order of its end (over the whole range, then by uuid).
    virtual base::Result<void> record(const Record& record) = 0;
    /// One call, after its last leg's record.
    virtual base::Result<void> truth(const Truth& truth) = 0;
};

/// Every call that starts in `[from, to)`. Each call depends on the seed, its store and its day
/// only, so adjacent ranges give together exactly the calls of the whole. Stops at the sink's
/// first error and returns it; Fault::invalid when `from` > `to` or before 1971.
base::Result<void> simulate(const Chain& chain, base::Instant from, base::Instant to,
                            const RecordOptions& options, Sink& sink);

class LiveCalls;
class RecordWriter;
struct PlannedCall;

/// Writes the record files of a chain as time goes by: each appears in a folder, whole, when its
/// leg ends. Not thread-safe.
class Follower {
public:
    /// The calls that start at `from` or later; `chain` outlives this. `live`, if it is not null,
    /// is given each of them before it starts, or late by as much as `advance` is called late; it
    /// outlives this, too. Fault::invalid when `from` is before 1971.
    static base::Result<Follower> begin(const Chain& chain, base::Instant from,
                                        const RecordOptions& options, std::string folder,
                                        LiveCalls* live = nullptr);

    Follower(Follower&&) noexcept;
    Follower& operator=(Follower&&) noexcept;
    ~Follower();

    /// Writes the records of the legs that ended at `now` or before and have not been written.
    /// Fault::unavailable when the folder refuses: what is left is written the next time.
    base::Result<void> advance(base::Instant now);

    /// Written so far.
    std::int64_t records() const;

private:
    class HeldBack;

    Follower(const Chain& chain, base::Instant from, const RecordOptions& options,
             std::string folder, LiveCalls* live);

    base::Result<void> plan_until(base::Instant until);
    void hold_back(const PlannedCall& call, RecordWriter& writer);

    const Chain* chain_;
    base::Instant planned_until_;
    RecordOptions options_;
    std::unique_ptr<HeldBack> held_back_;
    LiveCalls* live_;
};

/// Writes records below a folder, a subfolder a day and block of 10,000 (`2026-03-29/0`), and the
/// truth as JSON lines into a file. Not thread-safe.
class FileSink final : public Sink {
public:
    /// Creates folder and file; an existing truth file is appended to, so that a range can be
    /// continued. Fault::unavailable when it cannot.
    static base::Result<FileSink> open(const std::string& records_folder,
                                       const std::string& truth_file);

    base::Result<void> record(const Record& record) override;
    base::Result<void> truth(const Truth& truth) override;
    /// Writes what is buffered. Fault::unavailable when the disk refuses.
    base::Result<void> finish();

    std::int64_t records() const { return records_; }
    std::int64_t calls() const { return calls_; }

private:
    FileSink(std::string folder, std::string truth_file, std::ofstream truth)
        : folder_(std::move(folder)),
          truth_file_(std::move(truth_file)),
          truth_(std::move(truth)) {}

    base::Result<void> enter_subfolder(base::Instant ended);

    std::string folder_;
    std::string truth_file_;
    std::ofstream truth_;
    std::string subfolder_;
    std::string day_;
    std::int64_t in_day_ = 0;
    std::int64_t records_ = 0;
    std::int64_t calls_ = 0;
};

}  // namespace edgvoip::simulate
