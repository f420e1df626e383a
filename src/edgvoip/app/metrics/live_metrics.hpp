#pragma once

#include "edgvoip/app/live_link.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace edgvoip::app {

/// Whether the PBX tells its calls, how many there are, and who listens.
class LiveMetrics final : public prometheus::Collectable {
public:
    /// Null without a link; else it outlives this.
    explicit LiveMetrics(const LiveLink* link) : link_(link) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const LiveLink* link_;
};

}  // namespace edgvoip::app
