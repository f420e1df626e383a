#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"
#include "edgvoip/ingest/spool.hpp"

#include <memory>
#include <vector>

namespace edgvoip::app {

/// Looks at the folders of `[[source]]` and says on standard output how many records wait in each.
/// Fault::unavailable names the source whose folder cannot be used, and what to do.
base::Result<void> check_sources(const Config& config);

/// Watches the folder of every `[[source]]`. All arguments outlive the spools.
base::Result<std::vector<std::unique_ptr<ingest::Spool>>> start_sources(
    const Config& config, ingest::LiveIntake& intake, const ingest::Quarantine& quarantine,
    base::Observer& observer);

}  // namespace edgvoip::app
