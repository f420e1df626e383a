#pragma once

#include <prometheus/collectable.h>
#include <string>
#include <vector>

namespace edgvoip::app {

/// The program itself, under the names that Prometheus' client libraries use (`process_…`), from
/// Linux' /proc/self (proc(5)).
class ProcessMetrics final : public prometheus::Collectable {
public:
    explicit ProcessMetrics(std::string version) : version_(std::move(version)) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    std::string version_;
};

}  // namespace edgvoip::app
