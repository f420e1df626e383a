#pragma once

#include "base/error.hpp"
#include "edgvoip/directory/directory.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgvoip::app {

/// The tenant with that SIP domain, or all of them without one; they live as long as the directory.
/// Fault::invalid when there is none.
base::Result<std::vector<const directory::Tenant*>> chosen_tenants(
    const directory::Directory& directory, const std::optional<std::string>& sip_domain);

}  // namespace edgvoip::app
