#pragma once

#include "w3/exports/register.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace w3::app {

/// How many exports run, and how they ended.
class ExportMetrics final : public prometheus::Collectable {
public:
    /// It outlives this.
    explicit ExportMetrics(const exports::Register& all) : all_(all) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const exports::Register& all_;
};

}  // namespace w3::app
