#include "w3/app/metrics/follow_metrics.hpp"

#include "program/metrics/families.hpp"

namespace w3::app {

std::vector<prometheus::MetricFamily> FollowMetrics::Collect() const {
    using program::metrics::FigureFamily;
    using prometheus::MetricType;
    FigureFamily up(MetricType::Gauge, "w3suite_follow_up",
                    "1 while a tenant's calls are followed, 0 from a failure on");
    FigureFamily behind(MetricType::Gauge, "w3suite_follow_behind_seconds",
                        "Since all changes of a tenant's calls were known");
    FigureFamily failures(MetricType::Counter, "w3suite_follow_failures_total",
                          "Times that a tenant's changes could not be had");
    for (const follow::FollowFigures& each : follower_.figures()) {
        const program::metrics::Labels tenant{{"tenant", each.tenant->sip_domain}};
        up.add(tenant, each.is_followed ? 1 : 0);
        behind.add(tenant, std::chrono::duration<double>(each.behind).count());
        failures.add(tenant, static_cast<double>(each.failures));
    }
    return {up.take(), behind.take(), failures.take()};
}

}  // namespace w3::app
