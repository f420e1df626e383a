#pragma once

#include "base/time_zone.hpp"
#include "edgvoip/simulate/story.hpp"
#include "edgvoip/simulate/text.hpp"

namespace edgvoip::simulate {

/// Writes instants as the PBX's local clock shows them; remembers the hour's offset, since zones
/// are slow to ask.
class LocalStamps {
public:
    explicit LocalStamps(const base::TimeZone& zone) : zone_(zone) {}

    /// `2026-11-22 15:55:38`.
    void write(Text& text, base::Instant instant);

private:
    base::TimeZone zone_;
    std::int64_t hour_ = -1;
    std::int64_t offset_us_ = 0;
    std::int64_t day_ = -1;
    std::string date_;
};

/// Writes a leg as FreeSWITCH's mod_json_cdr does. Not thread-safe.
class RecordWriter {
public:
    RecordWriter(const Chain& chain, const base::TimeZone& zone, const RecordOptions& options);

    /// The record's line; valid until the next call.
    std::string_view write(const Story& story, const Leg& leg);

    /// The file's name: `a_` in front when the leg was not rung by another.
    static std::string file_name(const Leg& leg);

private:
    // record_sip.cpp
    void sip_of_trunk_caller();
    void sip_of_phone_caller();
    void sip_of_rung_phone();
    void sip_of_rung_trunk();
    void user_variables(std::string_view ext);
    void bulk_variables();

    // record_variables.cpp
    void variables();
    void dialplan_variables();
    void bridge_variables();
    void originated_legs();
    void codec_variables();
    void times();
    void time_of(std::string_view name, base::Instant instant);
    void durations();
    void duration_of(std::string_view name, std::string_view unit, std::int64_t us);
    void put(std::string_view name, std::string_view value);
    void put(std::string_view name, std::int64_t value);
    void hundredths(std::string_view name, std::int64_t value);

    // record_media.cpp
    void call_stats();
    void rtp_variables();

    // record_callflow.cpp
    void app_log();
    void callflow();
    void hop(std::size_t position);
    void profile(const Hop& hop, const base::Uuid& uuid, std::string_view dialled,
                 std::string_view channel);
    void originatees(const Hop& hop);
    void hop_times(const Hop& hop);

    const Leg& root() const { return story_->legs.front(); }

    RecordOptions options_;
    LocalStamps stamps_;
    std::string core_uuid_;
    Text text_;
    const Story* story_ = nullptr;
    const Leg* leg_ = nullptr;
    bool first_variable_ = true;
};

}  // namespace edgvoip::simulate
