#pragma once

#include <prometheus/collectable.h>
#include <string>
#include <vector>

namespace program::metrics {

/// The program itself, under the names that Prometheus' client libraries use (`process_…`), from
/// Linux' /proc/self (proc(5)).
class ProcessMetrics final : public prometheus::Collectable {
public:
    /// Its own name is that of `…_build_info`.
    ProcessMetrics(std::string program, std::string version)
        : program_(std::move(program)), version_(std::move(version)) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    std::string program_;
    std::string version_;
};

}  // namespace program::metrics
