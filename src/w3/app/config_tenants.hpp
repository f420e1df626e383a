#pragma once

#include "program/config_faults.hpp"
#include "w3/app/config.hpp"
#include "w3/people/tenants.hpp"

#include <vector>

namespace w3::app {

/// Reads what stands under `[[tenant]]`.
void read_tenants(const toml::node& node, Config& config, program::ConfigFaults& faults);

/// The tenants as the program knows them. Fault::invalid names the first whose id, domain or time
/// zone cannot be, or that has an id, domain or host of another.
base::Result<people::Tenants> tenants_of(const Config& config);

}  // namespace w3::app
