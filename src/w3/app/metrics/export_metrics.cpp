#include "w3/app/metrics/export_metrics.hpp"

#include "program/metrics/families.hpp"

namespace w3::app {

std::vector<prometheus::MetricFamily> ExportMetrics::Collect() const {
    using program::metrics::FigureFamily;
    using prometheus::MetricType;
    const exports::RegisterFigures figures = all_.figures();
    const auto number = [](std::int64_t count) { return static_cast<double>(count); };
    return {FigureFamily(MetricType::Gauge, "w3suite_exports_running", "Exports being made")
                .add({}, number(figures.running))
                .take(),
            FigureFamily(MetricType::Counter, "w3suite_exports_total",
                         "Exports that have ended, by how")
                .add({{"outcome", "done"}}, number(figures.done))
                .add({{"outcome", "failed"}}, number(figures.failed))
                .add({{"outcome", "cancelled"}}, number(figures.cancelled))
                .take(),
            FigureFamily(MetricType::Gauge, "w3suite_exports_bytes",
                         "Size of the files that can be fetched")
                .add({}, number(figures.bytes))
                .take()};
}

}  // namespace w3::app
