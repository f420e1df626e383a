#include "edgvoip/simulate/tenant_calls.hpp"

#include "edgvoip/simulate/days.hpp"
#include "edgvoip/simulate/leg_record_of.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::simulate {

/// Calls are played when they are asked for, few at a time: what was freed is used again while it
/// is still in the processor's cache.
class TenantCalls::Plan {
public:
    Plan(const Chain& chain, Days days, std::string source)
        : chain_(chain), days_(std::move(days)), source_(std::move(source)) {}

    std::vector<call::LegRecord> next() {
        if (ready_.empty()) play_next();
        std::vector<call::LegRecord> legs;
        if (ready_.empty()) return legs;
        const Story& story = ready_.back();
        legs.reserve(story.legs.size());
        for (const Leg& leg : story.legs)
            legs.push_back(leg_record_of(story, leg, source_));
        ready_.pop_back();
        std::ranges::sort(legs, {}, &call::LegRecord::leg_id);
        return legs;
    }

private:
    /// The next calls that start at one instant; nearly always one.
    void play_next() {
        while (at_ == planned_.size()) {
            if (days_.over()) return;
            planned_ = days_.next();
            at_ = 0;
        }
        const base::Instant start = planned_[at_].start;
        for (; at_ < planned_.size() && planned_[at_].start == start; ++at_) {
            ready_.push_back(play(chain_, planned_[at_]));
            base::check(ready_.back().truth.start == start, "a call starts when it was planned");
        }
        std::ranges::sort(ready_, std::greater(),
                          [](const Story& story) { return story.truth.id; });
    }

    const Chain& chain_;
    Days days_;
    std::string source_;
    std::vector<PlannedCall> planned_;  // of a day
    std::size_t at_ = 0;
    std::vector<Story> ready_;  // the next one last
};

TenantCalls::TenantCalls(std::unique_ptr<Plan> plan) : plan_(std::move(plan)) {}
TenantCalls::TenantCalls(TenantCalls&&) noexcept = default;
TenantCalls& TenantCalls::operator=(TenantCalls&&) noexcept = default;
TenantCalls::~TenantCalls() = default;

base::Result<TenantCalls> TenantCalls::begin(const Chain& chain, std::size_t tenant,
                                             base::Instant from, base::Instant to,
                                             std::string source) {
    auto days = Days::begin(chain, {tenant, tenant + 1}, from, to, RecordOptions{}.numbers);
    if (!days) return days.error();
    return TenantCalls(std::make_unique<Plan>(chain, std::move(*days), std::move(source)));
}

std::vector<call::LegRecord> TenantCalls::next() {
    return plan_->next();
}

}  // namespace edgvoip::simulate
