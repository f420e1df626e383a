#pragma once

#include "edgvoip/app/verbs.hpp"
#include "edgvoip/simulate/simulate.hpp"

namespace edgvoip::app {

/// Goes on with the calls of that chain from `from` in real time, until SIGINT or SIGTERM: each
/// record file appears in the folder that the arguments name when its leg ends. With an event
/// socket, who connects to it hears what the calls do meanwhile; where it listens is said on
/// standard output.
base::Result<void> follow_simulated(simulate::Chain chain, base::Instant from,
                                    const SimulateArguments& arguments);

}  // namespace edgvoip::app
