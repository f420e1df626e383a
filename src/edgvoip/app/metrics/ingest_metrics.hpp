#pragma once

#include "edgvoip/ingest/freeswitch_post.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/spool.hpp"

#include <memory>
#include <prometheus/collectable.h>
#include <vector>

namespace edgvoip::app {

/// What the ways in have counted, as figures.
class IngestMetrics final : public prometheus::Collectable {
public:
    /// All outlive this.
    IngestMetrics(const ingest::LiveIntake& intake, const ingest::FreeswitchPost& post,
                  const std::vector<std::unique_ptr<ingest::Spool>>& spools)
        : intake_(intake), post_(post), spools_(spools) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const ingest::LiveIntake& intake_;
    const ingest::FreeswitchPost& post_;
    const std::vector<std::unique_ptr<ingest::Spool>>& spools_;
};

}  // namespace edgvoip::app
