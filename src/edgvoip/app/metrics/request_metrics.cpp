#include "edgvoip/app/metrics/request_metrics.hpp"

#include "base/error.hpp"
#include "base/instant.hpp"

#include <algorithm>
#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <utility>

namespace edgvoip::app {
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

RequestMetrics::RequestMetrics(prometheus::Registry& registry, std::string listener,
                               base::Observer& next)
    : listener_(std::move(listener)),
      next_(next),
      requests_(prometheus::BuildCounter()
                    .Name("edgvoip_http_requests_total")
                    .Help("Requests answered, by route, method and status")
                    .Register(registry)),
      durations_(prometheus::BuildHistogram()
                     .Name("edgvoip_http_request_duration_seconds")
                     .Help("From a request's last byte until its answer is made")
                     .Register(registry)),
      refusals_(prometheus::BuildCounter()
                    .Name("edgvoip_http_refused_total")
                    .Help("Requests not let in: malformed, too large or too slow")
                    .Register(registry)),
      refused_connections_(prometheus::BuildCounter()
                               .Name("edgvoip_http_connections_refused_total")
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
    const std::string route(value_of<std::string_view>(fields, "route"));
    const std::string method(value_of<std::string_view>(fields, "method"));
    const auto status = value_of<std::int64_t>(fields, "status");
    const auto micros = value_of<std::int64_t>(fields, "micros");

    const std::lock_guard lock(mutex_);
    prometheus::Counter*& counter = request_counters_[{route, method, status}];
    if (counter == nullptr) {
        counter = &requests_.Add({{"listener", listener_},
                                  {"route", route},
                                  {"method", method},
                                  {"status", std::to_string(status)}});
    }
    prometheus::Histogram*& histogram = duration_histograms_[route];
    if (histogram == nullptr) {
        histogram = &durations_.Add({{"listener", listener_}, {"route", route}}, bounds_sec);
    }
    counter->Increment();
    histogram->Observe(static_cast<double>(micros) / static_cast<double>(base::us_per_second));
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

}  // namespace edgvoip::app
