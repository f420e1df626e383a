#pragma once

#include "w3/api/login_counts.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace w3::app {

/// What became of attempts to log in.
class LoginMetrics final : public prometheus::Collectable {
public:
    /// They outlive this.
    explicit LoginMetrics(const api::LoginCounts& counts) : counts_(counts) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const api::LoginCounts& counts_;
};

}  // namespace w3::app
