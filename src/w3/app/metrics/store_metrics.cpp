#include "w3/app/metrics/store_metrics.hpp"

#include "program/metrics/families.hpp"
#include "w3/store/sessions.hpp"
#include "w3/store/task_list.hpp"

namespace w3::app {

std::vector<prometheus::MetricFamily> StoreMetrics::Collect() const {
    using program::metrics::FigureFamily;
    using prometheus::MetricType;
    FigureFamily sessions(MetricType::Gauge, "w3suite_sessions", "People's sessions");
    FigureFamily open(MetricType::Gauge, "w3suite_callbacks_open", "Callbacks that are not closed");
    const auto read = database_.read([&](sql::Connection& connection) -> base::Result<void> {
        const auto count = store::count_sessions(connection, clock_.now());
        if (!count) return count.error();
        sessions.add({}, static_cast<double>(*count));
        for (const people::Tenant& tenant : tenants_.all()) {
            const auto tasks = store::count_open_tasks(connection, tenant.id);
            if (!tasks) return tasks.error();
            open.add({{"tenant", tenant.sip_domain}}, static_cast<double>(*tasks));
        }
        return {};
    });
    std::vector<prometheus::MetricFamily> families;
    families.push_back(
        FigureFamily(MetricType::Gauge, "w3suite_store_up", "Whether the store can be read")
            .add({}, read ? 1 : 0)
            .take());
    if (!read) return families;
    families.push_back(sessions.take());
    families.push_back(open.take());
    return families;
}

}  // namespace w3::app
