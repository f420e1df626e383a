#pragma once

#include "w3/api/news.hpp"
#include "w3/api/workers.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace w3::app {

/// Pages that wait for news, and requests that wait for a thread.
class WaitingMetrics final : public prometheus::Collectable {
public:
    /// All outlive this.
    WaitingMetrics(const api::News& news, const api::Workers& requests,
                   const api::Workers& passwords)
        : news_(news), requests_(requests), passwords_(passwords) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const api::News& news_;
    const api::Workers& requests_;
    const api::Workers& passwords_;
};

}  // namespace w3::app
