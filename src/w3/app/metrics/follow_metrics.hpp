#pragma once

#include "w3/follow/follower.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace w3::app {

/// Whether the calls of each tenant can be followed, and how long ago all was known.
class FollowMetrics final : public prometheus::Collectable {
public:
    /// It outlives this.
    explicit FollowMetrics(const follow::Follower& follower) : follower_(follower) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const follow::Follower& follower_;
};

}  // namespace w3::app
