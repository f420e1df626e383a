#include "program/metrics/families.hpp"

namespace program::metrics {
namespace {

prometheus::ClientMetric labelled(const Labels& labels) {
    prometheus::ClientMetric metric;
    metric.label.reserve(labels.size());
    for (const auto& [name, value] : labels)
        metric.label.push_back({name, value});
    return metric;
}

}  // namespace

FigureFamily::FigureFamily(prometheus::MetricType type, std::string name, std::string help) {
    family_.type = type;
    family_.name = std::move(name);
    family_.help = std::move(help);
}

FigureFamily& FigureFamily::add(const Labels& labels, double value) {
    prometheus::ClientMetric metric = labelled(labels);
    metric.counter.value = value;
    metric.gauge.value = value;
    family_.metric.push_back(std::move(metric));
    return *this;
}

FigureFamily& FigureFamily::add(const Labels& labels,
                                prometheus::ClientMetric::Histogram histogram) {
    prometheus::ClientMetric metric = labelled(labels);
    metric.histogram = std::move(histogram);
    family_.metric.push_back(std::move(metric));
    return *this;
}

}  // namespace program::metrics
