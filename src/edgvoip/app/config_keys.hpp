#pragma once

#include "edgvoip/app/config.hpp"
#include "program/setting.hpp"

#include <vector>

namespace edgvoip::app {

/// The keys that hold a text, a number or a list, and where in this configuration; in the order in
/// which they are written. Keys of other shapes (issuers, sources) have files of their own.
std::vector<program::Setting> settings_of(Config& config);

}  // namespace edgvoip::app
