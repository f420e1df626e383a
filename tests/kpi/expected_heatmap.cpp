#include "expected.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace edgvoip::oracle {

namespace json = boost::json;

Expected expected_heatmap(const Records& records, const Asker& asker, const Question& question) {
    struct Cell {
        std::int64_t total = 0;
        std::int64_t missed = 0;
    };
    std::array<std::array<Cell, 24>, 8> cells{};
    for (const call::Call* call : chosen(records.calls(), question.choice, asker)) {
        const base::TimeZone::Local local = records.tenant().zone.to_local(call->start);
        const auto hour =
            static_cast<std::size_t>(local.time_of_day_us / (3600 * base::us_per_second));
        Cell& cell = cells[local.iso_weekday][hour];
        ++cell.total;
        if (is_missed(*call)) ++cell.missed;
    }
    Expected expected;
    json::array items;
    for (std::size_t weekday = 1; weekday <= 7; ++weekday) {
        for (std::size_t hour = 0; hour < 24; ++hour) {
            const Cell& cell = cells[weekday][hour];
            items.push_back({{"weekday", static_cast<std::int64_t>(weekday)},
                             {"hour", static_cast<std::int64_t>(hour)},
                             {"total", cell.total},
                             {"missed", cell.missed}});
        }
    }
    expected.body["items"] = std::move(items);
    expected.body["drilldown"] =
        Drilldown(expected.links, question.choice)
            .links_of({{"total", Behind::total}, {"missed", Behind::missed}});
    return expected;
}

}  // namespace edgvoip::oracle
