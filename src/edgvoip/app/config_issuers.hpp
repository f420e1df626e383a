#pragma once

#include "edgvoip/app/config.hpp"
#include "program/config_faults.hpp"

namespace edgvoip::app {

/// Reads what stands under `[[auth.issuer]]`.
void read_issuers(const toml::node& node, Config& config, program::ConfigFaults& faults);

}  // namespace edgvoip::app
