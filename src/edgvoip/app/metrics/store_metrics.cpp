#include "edgvoip/app/metrics/store_metrics.hpp"

#include "program/metrics/families.hpp"

namespace edgvoip::app {

using program::metrics::FigureFamily;

std::vector<prometheus::MetricFamily> StoreMetrics::Collect() const {
    using prometheus::MetricType;
    const auto figures = store_.figures();
    std::vector<prometheus::MetricFamily> families;
    families.push_back(
        FigureFamily(MetricType::Gauge, "edgvoip_store_up", "Whether the store can be read")
            .add({}, figures ? 1 : 0)
            .take());
    if (!figures) return families;
    families.push_back(
        FigureFamily(MetricType::Gauge, "edgvoip_store_bytes", "On the disk, by part")
            .add({{"part", "database"}}, static_cast<double>(figures->database_bytes))
            .add({{"part", "log"}}, static_cast<double>(figures->log_bytes))
            .take());
    families.push_back(
        FigureFamily(MetricType::Gauge, "edgvoip_store_pending_legs",
                     "Legs that are in no call yet, by what they wait for")
            .add({{"reason", "no_root"}}, static_cast<double>(figures->pending_no_root))
            .add({{"reason", "no_tenant"}}, static_cast<double>(figures->pending_no_tenant))
            .add({{"reason", "other"}}, static_cast<double>(figures->pending_other))
            .take());
    return families;
}

}  // namespace edgvoip::app
