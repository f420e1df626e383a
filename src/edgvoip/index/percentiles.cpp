#include "edgvoip/index/kpi.hpp"
#include "edgvoip/index/selection.hpp"

#include <algorithm>
#include <limits>

namespace edgvoip::index {
namespace {

/// How often which number of seconds occurs.
class CountedSeconds {
public:
    /// The chosen (1 or 0) of these values.
    void add(std::span<const std::uint16_t> values, std::span<const std::uint8_t> chosen) {
        for (std::size_t at = 0; at < chosen.size(); ++at)
            counts_[values[at]] += chosen[at];
    }
    void add(std::span<const std::uint32_t> values, std::span<const std::uint8_t> chosen) {
        for (std::size_t at = 0; at < chosen.size(); ++at) {
            if (chosen[at] == 0) continue;
            if (values[at] < counts_.size()) {
                ++counts_[values[at]];
            } else {
                larger_.push_back(values[at]);
            }
        }
    }

    Percentiles percentiles() {
        std::sort(larger_.begin(), larger_.end());
        std::int64_t calls = static_cast<std::int64_t>(larger_.size());
        for (const std::uint32_t count : counts_)
            calls += count;
        if (calls == 0) return {};
        const auto at = [this, calls](std::int64_t percent) {
            return value_at((percent * calls + 99) / 100);
        };
        return {.p50 = at(50), .p90 = at(90), .p95 = at(95)};
    }

private:
    /// The value of a rank, from 1 on.
    std::int64_t value_at(std::int64_t rank) const {
        for (std::size_t value = 0; value < counts_.size(); ++value) {
            if (rank <= counts_[value]) return static_cast<std::int64_t>(value);
            rank -= counts_[value];
        }
        return larger_[static_cast<std::size_t>(rank - 1)];
    }

    std::vector<std::uint32_t> counts_ =
        std::vector<std::uint32_t>(std::numeric_limits<std::uint16_t>::max() + std::size_t{1});
    std::vector<std::uint32_t> larger_;
};

void add(const TenantIndex::Slice& slice, Column column, std::span<const std::uint8_t> chosen,
         CountedSeconds& counted) {
    slice.chunk->column(column).visit([&](const auto& values) {
        counted.add(values.subspan(slice.first, slice.size()), chosen);
    });
}

}  // namespace

AnsweredPercentiles percentiles_of(const TenantIndex& index, const call::CallFilter& filter) {
    constexpr auto answered = call::Disposition::answered;
    const auto& asked = filter.dispositions;
    if (!asked.empty() && std::find(asked.begin(), asked.end(), answered) == asked.end()) return {};
    call::CallFilter narrowed = filter;
    narrowed.dispositions = {answered};
    CountedSeconds ring;
    CountedSeconds talk;
    Selection(index, narrowed).for_each([&](const TenantIndex::Slice& slice, auto chosen) {
        add(slice, Column::ring_sec, chosen, ring);
        add(slice, Column::billsec, chosen, talk);
    });
    return {.ring_sec = ring.percentiles(), .talk_sec = talk.percentiles()};
}

}  // namespace edgvoip::index
