#include "event_names.hpp"
#include "program/metrics/families.hpp"
#include "program/metrics/metrics_page.hpp"
#include "program/metrics/process_metrics.hpp"
#include "program/metrics/request_metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace program::metrics {
namespace {

using testing::HasSubstr;

/// Remembers the names of events.
class RequestMetricsTest : public testing::Test {
protected:
    void request(std::int64_t status, std::int64_t micros = 700, std::string_view method = "GET") {
        metrics.event(base::Severity::info, "http_request",
                      {{"method", method},
                       {"route", std::string_view("/api/cdr/{call_id}")},
                       {"status", status},
                       {"micros", micros}});
    }
    std::string page() const { return metrics_page({&registry}).body; }

    base::EventNames next;
    prometheus::Registry registry;
    RequestMetrics metrics{registry, "edgvoip", "api", next};
};

TEST_F(RequestMetricsTest, CountsByRouteMethodAndStatus) {
    request(200);
    request(200);
    request(404);
    request(200, 700, "HEAD");
    const std::string text = page();
    const std::string name = "edgvoip_http_requests_total{listener=\"api\",";
    EXPECT_THAT(text,
                HasSubstr(name + "method=\"GET\",route=\"/api/cdr/{call_id}\",status=\"200\"} 2"));
    EXPECT_THAT(text,
                HasSubstr(name + "method=\"GET\",route=\"/api/cdr/{call_id}\",status=\"404\"} 1"));
    EXPECT_THAT(text,
                HasSubstr(name + "method=\"HEAD\",route=\"/api/cdr/{call_id}\",status=\"200\"} 1"));
}

TEST_F(RequestMetricsTest, MeasuresDurationsInSeconds) {
    request(200, 400);
    request(200, 2'000'000);
    const std::string text = page();
    const std::string name =
        "edgvoip_http_request_duration_seconds_%{listener=\"api\",route=\"/api/cdr/{call_id}\"";
    const auto named = [&](std::string_view part) {
        std::string with = name;
        return with.replace(with.find('%'), 1, part);
    };
    EXPECT_THAT(text, HasSubstr(named("bucket") + ",le=\"0.0005\"} 1"));
    EXPECT_THAT(text, HasSubstr(named("bucket") + ",le=\"1\"} 1"));
    EXPECT_THAT(text, HasSubstr(named("bucket") + ",le=\"2.5\"} 2"));
    EXPECT_THAT(text, HasSubstr(named("count") + "} 2"));
    EXPECT_THAT(text, HasSubstr(named("sum") + "} 2.0004"));
}

TEST_F(RequestMetricsTest, CountsRefusalsAndPassesEveryEventOn) {
    metrics.event(base::Severity::info, "http_refused",
                  {{"request_id", std::string_view("r")}, {"status", std::int64_t{431}}});
    metrics.event(base::Severity::info, "serving", {});
    request(200);
    EXPECT_THAT(page(), HasSubstr("edgvoip_http_refused_total{listener=\"api\",status=\"431\"} 1"));
    EXPECT_THAT(next.all(), testing::ElementsAre("http_refused", "serving", "http_request"));
}

TEST_F(RequestMetricsTest, CountsEveryRefusedConnectionOfAnEvent) {
    for (const std::int64_t refused : {1, 41}) {
        metrics.event(
            base::Severity::warning, "http_connection_refused",
            {{"reason", std::string_view("connections_of_client")}, {"refused", refused}});
    }
    EXPECT_THAT(page(), HasSubstr("edgvoip_http_connections_refused_total{listener=\"api\","
                                  "reason=\"connections_of_client\"} 42"));
}

TEST(RequestMetrics, LosesNoCountOfSeveralThreads) {
    const auto silent = base::make_silent_observer();
    prometheus::Registry registry;
    RequestMetrics metrics(registry, "edgvoip", "api", *silent);
    constexpr int each = 500;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < each; ++n) {
                    metrics.event(base::Severity::info, "http_request",
                                  {{"method", std::string_view("GET")},
                                   {"route", std::string_view("/a")},
                                   {"status", std::int64_t{200}},
                                   {"micros", std::int64_t{5}}});
                }
            });
        }
    }
    EXPECT_THAT(metrics_page({&registry}).body, HasSubstr("status=\"200\"} 2000"));
}

TEST(MetricsPage, IsPrometheusTextWithHelpAndType) {
    class One final : public prometheus::Collectable {
        std::vector<prometheus::MetricFamily> Collect() const override {
            return {FigureFamily(prometheus::MetricType::Gauge, "depth", "How deep")
                        .add({{"pool", "a\"b"}}, 2.5)
                        .take()};
        }
    };
    const One one;
    const http::Answer page = metrics_page({&one});
    EXPECT_EQ(page.content_type, "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_EQ(page.body, "# HELP depth How deep\n# TYPE depth gauge\ndepth{pool=\"a\\\"b\"} 2.5\n");
}

TEST(ProcessMetrics, TellsOfThisProcess) {
    const ProcessMetrics process("edgvoip", "1.2.3");
    const std::string page = metrics_page({&process}).body;
    EXPECT_THAT(page, HasSubstr("edgvoip_build_info{version=\"1.2.3\"} 1"));
    for (const char* name :
         {"process_cpu_seconds_total ", "process_threads ", "process_start_time_seconds 1",
          "process_virtual_memory_bytes ", "process_resident_memory_bytes ", "process_open_fds ",
          "process_max_fds "}) {
        EXPECT_THAT(page, HasSubstr(std::string("\n") + name)) << name;
    }
}

}  // namespace
}  // namespace program::metrics
