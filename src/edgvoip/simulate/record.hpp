#pragma once

#include "edgvoip/simulate/text.hpp"
#include "edgvoip/simulate/variables.hpp"

namespace edgvoip::simulate {

/// The id under which the chain's PBX runs.
std::string core_uuid_of(const Chain& chain);

/// Writes a leg as FreeSWITCH's mod_json_cdr does. Not thread-safe.
class RecordWriter final : private Variables {
public:
    RecordWriter(const Chain& chain, const base::TimeZone& zone, const RecordOptions& options);

    /// The record's line; valid until the next call.
    std::string_view write(const Story& story, const Leg& leg);

    /// The file's name: `a_` in front when the leg was not rung by another.
    static std::string file_name(const Leg& leg);

private:
    void put(std::string_view name, std::string_view value) override;
    void put_list(std::string_view name, const std::vector<std::string>& values) override;

    // record_media.cpp
    void call_stats();

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
    std::string core_uuid_;
    Text text_;
    const Story* story_ = nullptr;
    const Leg* leg_ = nullptr;
    bool first_variable_ = true;
};

}  // namespace edgvoip::simulate
