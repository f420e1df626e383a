#pragma once

#include "edgvoip/simulate/moment.hpp"
#include "edgvoip/simulate/text.hpp"
#include "edgvoip/simulate/variables.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::simulate {

/// `CHANNEL_CREATE`, `CHANNEL_PROGRESS`, …
std::string_view event_name_of(Happening what);

/// What every HEARTBEAT says of the PBX.
struct Health {
    base::Instant up_since;
    std::int64_t sessions = 0;
    std::int64_t sessions_since_up = 0;
};

/// Writes events as FreeSWITCH's Event Socket does in JSON: values decoded, lists as lists; only
/// the lines of its own source (`Event-Calling-…`) are left out. Not thread-safe.
class EventWriter final : private Variables {
public:
    EventWriter(const Chain& chain, const base::TimeZone& zone, const RecordOptions& options);

    /// The event's JSON, valid until the next call. `sequence` is its number among all events.
    std::string_view write(const Story& story, const Moment& moment, std::int64_t sequence);
    std::string_view heartbeat(const Health& health, base::Instant at, std::int64_t sequence);

private:
    struct Variable {
        std::string name;
        std::vector<std::string> values;
    };

    void put(std::string_view name, std::string_view value) override;
    void put_list(std::string_view name, const std::vector<std::string>& values) override;

    void begin(std::string_view event, base::Instant at, std::int64_t sequence);
    void head(const Moment& moment);
    void channel(const Moment& moment);
    void codecs(const Leg& leg);
    /// The caller's profile; `who` is `Caller` or `Other-Leg`.
    void profile(std::string_view who, const Leg& leg);
    void profile_times(std::string_view who, const Leg& leg);
    void other(const Moment& moment);
    void write_variables();

    void field(std::string_view name, std::string_view value);
    void field(std::string_view name, std::int64_t value);
    void field_of(std::string_view who, std::string_view name, std::string_view value);
    void field_of(std::string_view who, std::string_view name, base::Instant value);

    LocalStamps stamps_;
    std::string core_uuid_;
    Text text_;
    const Story* story_ = nullptr;
    std::vector<Variable> variables_;
};

}  // namespace edgvoip::simulate
