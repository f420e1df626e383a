#include "edgvoip/app/metrics/index_metrics.hpp"

#include "program/metrics/families.hpp"

namespace edgvoip::app {

using program::metrics::FigureFamily;

std::vector<prometheus::MetricFamily> IndexMetrics::Collect() const {
    using prometheus::MetricType;
    const index::IndexMemory memory = indexes_.memory();
    const index::RowCache::Figures rows = indexes_.rows().figures();
    const auto bytes = [](std::size_t value) { return static_cast<double>(value); };
    return {
        FigureFamily(MetricType::Gauge, "edgvoip_index_calls", "Calls in the call index")
            .add({}, static_cast<double>(memory.calls))
            .take(),
        FigureFamily(MetricType::Gauge, "edgvoip_index_bytes", "Memory of the call index, by part")
            .add({{"part", "columns"}}, bytes(memory.columns))
            .add({{"part", "id_map"}}, bytes(memory.id_map))
            .add({{"part", "number_map"}}, bytes(memory.number_map))
            .add({{"part", "due_misses"}}, bytes(memory.due_misses))
            .add({{"part", "sums"}}, bytes(memory.sums))
            .add({{"part", "chunk_list"}}, bytes(memory.chunk_list))
            .add({{"part", "dictionaries"}}, bytes(memory.dictionaries))
            .add({{"part", "interning"}}, bytes(feed_.interning_bytes()))
            .add({{"part", "row_cache"}}, bytes(rows.bytes))
            .take(),
        FigureFamily(MetricType::Counter, "edgvoip_row_cache_rows_total",
                     "Rows of lists, by whether they were ready")
            .add({{"outcome", "found"}}, static_cast<double>(rows.found))
            .add({{"outcome", "missed"}}, static_cast<double>(rows.missed))
            .take(),
        FigureFamily(MetricType::Gauge, "edgvoip_index_tenants",
                     "Tenants, by whether their calls are in the index")
            .add({{"state", "ready"}}, static_cast<double>(indexes_.ready()))
            .add({{"state", "loading"}}, static_cast<double>(indexes_.loading()))
            .take()};
}

}  // namespace edgvoip::app
