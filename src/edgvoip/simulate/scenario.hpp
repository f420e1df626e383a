#pragma once

#include "edgvoip/simulate/scene.hpp"

#include <span>
#include <string>
#include <vector>

namespace edgvoip::simulate {

/// Who calls whom, decided before it is known how it goes.
struct Occasion {
    Party party;              ///< the outside party, unless the call is internal
    std::string did_e164;     ///< inbound: the DID called
    std::string did_as_sent;  ///< as the trunk writes it
    std::string dialled;      ///< outbound: what the agent dials
    std::size_t phone = 0;    ///< outbound and internal: who calls
};

/// One way in which a call can go.
struct Scenario {
    std::string_view name;
    double weight;
    void (*play)(Scene&, const Occasion&);
    bool needs_queue = false;
};

/// The ways of each kind; weights count within one list.
std::span<const Scenario> inbound_answered_scenarios();
std::span<const Scenario> inbound_missed_scenarios();
std::span<const Scenario> outbound_answered_scenarios();
std::span<const Scenario> outbound_unanswered_scenarios();
std::span<const Scenario> internal_scenarios();

/// The call comes in from the trunk.
void arrive(Scene& scene, const Occasion& occasion);
/// How many phones of the shop ring together.
std::size_t group_members(const Scene& scene);
/// The call comes in and all of them ring; their legs, in order of the phones.
std::vector<std::size_t> arrive_at_group(Scene& scene, const Occasion& occasion);
/// People talk on this leg and one of them hangs up; the sound is good, bad or missing.
void converse(Scene& scene, std::size_t leg);
/// The dialplan bridges to these endpoints, written as `bridge` takes them.
void bridge_to(Scene& scene, const std::string& endpoints);
/// `user/1001@domain`.
std::string endpoint_of(const Scene& scene, const Extension& extension);

}  // namespace edgvoip::simulate
