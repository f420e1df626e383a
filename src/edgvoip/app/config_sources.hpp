#pragma once

#include "edgvoip/app/config.hpp"
#include "program/config_faults.hpp"

namespace edgvoip::app {

/// Reads what stands under `[[source]]`.
void read_sources(const toml::node& node, Config& config, program::ConfigFaults& faults);

}  // namespace edgvoip::app
