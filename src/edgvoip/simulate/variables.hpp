#pragma once

#include "edgvoip/simulate/local_stamps.hpp"
#include "edgvoip/simulate/story.hpp"

#include <string_view>
#include <vector>

namespace edgvoip::simulate {

/// Tells the variables of a leg's channel one by one, as FreeSWITCH has them: for its record, and
/// for events while it is up. Not thread-safe.
class Variables {
public:
    Variables(const Variables&) = delete;
    Variables& operator=(const Variables&) = delete;
    virtual ~Variables() = default;

protected:
    /// `bulk`: SDP and the like, too.
    Variables(const base::TimeZone& zone, bool bulk) : stamps_(zone), bulk_(bulk) {}

    /// What the leg has; of its end only when it has ended. A name that was set twice is told
    /// twice: the later value counts.
    void tell(const Story& story, const Leg& leg);

private:
    virtual void put(std::string_view name, std::string_view value) = 0;
    /// A variable with several values.
    virtual void put_list(std::string_view name, const std::vector<std::string>& values) = 0;

    // variables_sip.cpp
    void sip_of_trunk_caller();
    void sip_of_phone_caller();
    void sip_of_rung_phone();
    void sip_of_rung_trunk();
    void user_variables(std::string_view ext);
    void bulk_variables();

    // variables_sound.cpp
    void rtp_variables();

    // variables.cpp
    void channel_variables();
    void dialplan_variables();
    void bridge_variables();
    void originated_legs();
    void codec_variables();
    void end_variables();
    void times();
    void time_of(std::string_view name, base::Instant instant);
    void durations();
    void put(std::string_view name, std::int64_t value);
    void hundredths(std::string_view name, std::int64_t value);
    void put_values(std::string_view name, const std::vector<std::string>& values);

    const Leg& root() const { return story_->legs.front(); }
    bool is_root() const { return leg_->id == root().id; }

    LocalStamps stamps_;
    bool bulk_;
    const Story* story_ = nullptr;
    const Leg* leg_ = nullptr;
};

}  // namespace edgvoip::simulate
