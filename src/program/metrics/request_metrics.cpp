#include "program/metrics/request_metrics.hpp"

#include "base/error.hpp"
#include "base/instant.hpp"

#include <algorithm>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <utility>

namespace program::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries bounds_sec = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0};

template <class Value>
Value value_of(std::initializer_list<base::Field> fields, std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const base::Field& field) { return field.name == name; });
    base::check(found != fields.end(), "the server tells what it always tells of a request");
    return std::get<Value>(found->value);
}

}  // namespace

RequestMetrics::RequestMetrics(prometheus::Registry& registry, const std::string& program,
                               std::string listener, base::Observer& next)
    : listener_(std::move(listener)),
      next_(next),
      requests_(prometheus::BuildCounter()
                    .Name(program + "_http_requests_total")
                    .Help("Requests answered, by route, method and status")
                    .Register(registry)),
      durations_(prometheus::BuildHistogram()
                     .Name(program + "_http_request_duration_seconds")
                     .Help("From a request's last byte until its answer is made")
                     .Register(registry)),
      refusals_(prometheus::BuildCounter()
                    .Name(program + "_http_refused_total")
                    .Help("Requests not let in: malformed, too large or too slow")
                    .Register(registry)),
      refused_connections_(prometheus::BuildCounter()
                               .Name(program + "_http_connections_refused_total")
                               .Help("Connections closed as soon as they came: over a cap")
                               .Register(registry)) {}

void RequestMetrics::event(base::Severity severity, std::string_view event,
                           std::initializer_list<base::Field> fields) {
    if (event == "http_request") count_request(fields);
    if (event == "http_refused") count_refusal(fields);
    if (event == "http_connection_refused") count_refused_connections(fields);
    next_.event(severity, event, fields);
}

void RequestMetrics::count_request(std::initializer_list<base::Field> fields) {
    const auto route = value_of<std::string_view>(fields, "route");
    const auto method = value_of<std::string_view>(fields, "method");
    const auto status = value_of<std::int64_t>(fields, "status");
    const auto micros = value_of<std::int64_t>(fields, "micros");

    const std::lock_guard lock(mutex_);
    counter_of(route, method, status).Increment();
    durations_of(route).Observe(static_cast<double>(micros) /
                                static_cast<double>(base::us_per_second));
}

prometheus::Counter& RequestMetrics::counter_of(std::string_view route, std::string_view method,
                                                std::int64_t status) {
    const auto found = request_counters_.find(std::tuple(route, method, status));
    if (found != request_counters_.end()) return *found->second;
    const Key key{route, method, status};
    auto& counter = requests_.Add({{"listener", listener_},
                                   {"route", std::get<0>(key)},
                                   {"method", std::get<1>(key)},
                                   {"status", std::to_string(status)}});
    request_counters_.emplace(key, &counter);
    return counter;
}

prometheus::Histogram& RequestMetrics::durations_of(std::string_view route) {
    const auto found = duration_histograms_.find(route);
    if (found != duration_histograms_.end()) return *found->second;
    const std::string name(route);
    auto& histogram = durations_.Add({{"listener", listener_}, {"route", name}}, bounds_sec);
    duration_histograms_.emplace(name, &histogram);
    return histogram;
}

void RequestMetrics::count_refusal(std::initializer_list<base::Field> fields) {
    const auto status = std::to_string(value_of<std::int64_t>(fields, "status"));
    refusals_.Add({{"listener", listener_}, {"status", status}}).Increment();
}

void RequestMetrics::count_refused_connections(std::initializer_list<base::Field> fields) {
    const std::string reason(value_of<std::string_view>(fields, "reason"));
    refused_connections_.Add({{"listener", listener_}, {"reason", reason}})
        .Increment(static_cast<double>(value_of<std::int64_t>(fields, "refused")));
}

}  // namespace program::metrics
