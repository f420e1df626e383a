#pragma once

#include <prometheus/metric_family.h>
#include <string>
#include <utility>
#include <vector>

namespace program::metrics {

using Labels = std::vector<std::pair<std::string, std::string>>;

/// Figures of one name that somebody else keeps, read when they are asked for.
class FigureFamily {
public:
    FigureFamily(prometheus::MetricType type, std::string name, std::string help);

    /// A counter's or gauge's value, whichever the family is of.
    FigureFamily& add(const Labels& labels, double value);
    FigureFamily& add(const Labels& labels, prometheus::ClientMetric::Histogram histogram);

    prometheus::MetricFamily take() { return std::move(family_); }

private:
    prometheus::MetricFamily family_;
};

}  // namespace program::metrics
