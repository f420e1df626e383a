#pragma once

#include "collected.hpp"
#include "edgvoip/simulate/moment.hpp"

#include <string>
#include <vector>

namespace edgvoip::simulate {

/// A chain whose first tenant has a queue, records calls and sets variables.
const Chain& told_chain();

/// Every way in which a call can go, several times, one call after the other.
const std::vector<ToldStory>& told_calls();

/// A few of these of each way.
const std::vector<ToldStory>& some_told_calls();

/// A call whose second leg keeps the caller waiting for a while.
ToldStory held_call();

/// One call that goes so; the scenario's name is one of the simulator's.
ToldStory told_call(std::string_view scenario, std::uint64_t seed = 1);

}  // namespace edgvoip::simulate
