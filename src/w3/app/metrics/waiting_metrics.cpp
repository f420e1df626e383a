#include "w3/app/metrics/waiting_metrics.hpp"

#include "program/metrics/families.hpp"

namespace w3::app {

std::vector<prometheus::MetricFamily> WaitingMetrics::Collect() const {
    using program::metrics::FigureFamily;
    using prometheus::MetricType;
    const auto number = [](std::size_t count) { return static_cast<double>(count); };
    return {FigureFamily(MetricType::Gauge, "w3suite_listeners", "Pages that listen for news")
                .add({}, number(news_.listeners()))
                .take(),
            FigureFamily(MetricType::Gauge, "w3suite_requests_waiting",
                         "Requests that wait for a thread, by which threads")
                .add({{"threads", "requests"}}, number(requests_.waiting()))
                .add({{"threads", "passwords"}}, number(passwords_.waiting()))
                .take()};
}

}  // namespace w3::app
