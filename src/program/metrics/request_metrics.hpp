#pragma once

#include "base/observer.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <prometheus/registry.h>
#include <string>
#include <string_view>
#include <tuple>

namespace program::metrics {

/// Counts the requests of one listener by what its server tells (`http_request`, `http_refused` and
/// `http_connection_refused`), and passes every event on. Any thread.
class RequestMetrics final : public base::Observer {
public:
    /// `registry` and `next` outlive this. The figures begin with the program's name; one listener
    /// has one name. Routes and methods become labels: the server tells them from fixed sets.
    RequestMetrics(prometheus::Registry& registry, const std::string& program, std::string listener,
                   base::Observer& next);

    void event(base::Severity severity, std::string_view event,
               std::initializer_list<base::Field> fields) override;

private:
    using Key = std::tuple<std::string, std::string, std::int64_t>;  // route, method, status

    prometheus::Counter& counter_of(std::string_view route, std::string_view method,
                                    std::int64_t status);
    prometheus::Histogram& durations_of(std::string_view route);
    void count_request(std::initializer_list<base::Field> fields);
    void count_refusal(std::initializer_list<base::Field> fields);
    void count_refused_connections(std::initializer_list<base::Field> fields);

    const std::string listener_;
    base::Observer& next_;
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Histogram>& durations_;
    prometheus::Family<prometheus::Counter>& refusals_;
    prometheus::Family<prometheus::Counter>& refused_connections_;

    std::mutex mutex_;  // of what is below: what the families have already made
    std::map<Key, prometheus::Counter*, std::less<>> request_counters_;
    std::map<std::string, prometheus::Histogram*, std::less<>> duration_histograms_;
};

}  // namespace program::metrics
