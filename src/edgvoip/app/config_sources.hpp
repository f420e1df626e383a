#pragma once

#include "edgvoip/app/config.hpp"
#include "edgvoip/app/config_faults.hpp"

namespace edgvoip::app {

/// Reads what stands under `[[source]]`.
void read_sources(const toml::node& node, Config& config, ConfigFaults& faults);

}  // namespace edgvoip::app
