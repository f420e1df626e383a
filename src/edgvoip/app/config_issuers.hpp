#pragma once

#include "edgvoip/app/config.hpp"
#include "edgvoip/app/config_faults.hpp"

namespace edgvoip::app {

/// Reads what stands under `[[auth.issuer]]`.
void read_issuers(const toml::node& node, Config& config, ConfigFaults& faults);

}  // namespace edgvoip::app
