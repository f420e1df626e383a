#include "edgvoip/app/metrics/live_metrics.hpp"

#include "program/metrics/families.hpp"

namespace edgvoip::app {

using program::metrics::FigureFamily;

namespace {

using prometheus::MetricType;

template <class Number>
prometheus::MetricFamily figure(MetricType type, std::string name, std::string help, Number value) {
    return FigureFamily(type, std::move(name), std::move(help))
        .add({}, static_cast<double>(value))
        .take();
}

}  // namespace

std::vector<prometheus::MetricFamily> LiveMetrics::Collect() const {
    if (link_ == nullptr) return {};
    const live::BoardFigures board = link_->figures();
    const auto socket = link_->counters();
    return {figure(MetricType::Gauge, "edgvoip_live_up",
                   "1 while the PBX tells its calls, 0 while it does not", board.is_up ? 1 : 0),
            FigureFamily(MetricType::Gauge, "edgvoip_live_calls",
                         "Calls that go on, by whether a tenant sees them")
                .add({{"shown", "yes"}}, static_cast<double>(board.calls))
                .add({{"shown", "no_tenant"}}, static_cast<double>(board.calls_of_nobody))
                .take(),
            figure(MetricType::Gauge, "edgvoip_live_channels", "Channels of the PBX that are up",
                   board.channels),
            figure(MetricType::Gauge, "edgvoip_live_listeners", "Streams of live calls",
                   board.listeners),
            figure(MetricType::Counter, "edgvoip_live_changes_total", "Changes of calls told",
                   board.changes),
            figure(MetricType::Counter, "edgvoip_live_events_total", "Events that the PBX sent",
                   socket.events),
            figure(MetricType::Counter, "edgvoip_live_links_total", "Times the link was made",
                   socket.links),
            FigureFamily(MetricType::Counter, "edgvoip_live_refused_total",
                         "What the PBX sent and was not understood")
                .add({{"what", "frame"}}, static_cast<double>(socket.refused))
                .add({{"what", "list"}}, static_cast<double>(socket.lists_refused))
                .add({{"what", "content"}}, static_cast<double>(link_->unread()))
                .take()};
}

}  // namespace edgvoip::app
