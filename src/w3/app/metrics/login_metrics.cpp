#include "w3/app/metrics/login_metrics.hpp"

#include "program/metrics/families.hpp"

namespace w3::app {

std::vector<prometheus::MetricFamily> LoginMetrics::Collect() const {
    using program::metrics::FigureFamily;
    using prometheus::MetricType;
    const auto number = [](const std::atomic<std::int64_t>& count) {
        return static_cast<double>(count.load());
    };
    return {FigureFamily(MetricType::Counter, "w3suite_logins_total",
                         "Attempts to log in, by what became of them")
                .add({{"outcome", "accepted"}}, number(counts_.accepted))
                .add({{"outcome", "refused"}}, number(counts_.refused))
                .add({{"outcome", "delayed"}}, number(counts_.delayed))
                .add({{"outcome", "hasty"}}, number(counts_.hasty))
                .take(),
            FigureFamily(MetricType::Counter, "w3suite_lock_outs_total",
                         "Times that an account had to wait after wrong passwords")
                .add({}, number(counts_.lock_outs))
                .take()};
}

}  // namespace w3::app
