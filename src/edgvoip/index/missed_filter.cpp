#include "edgvoip/index/missed_filter.hpp"

#include <algorithm>

namespace edgvoip::index {
namespace {

using call::Disposition;

const std::vector<Disposition>& not_answered() {
    static const std::vector<Disposition> all = {Disposition::no_answer, Disposition::busy,
                                                 Disposition::failed};
    return all;
}

}  // namespace

std::optional<call::CallFilter> missed_filter(const call::CallFilter& filter) {
    if (filter.direction.value_or(call::Direction::in) != call::Direction::in) return std::nullopt;
    call::CallFilter missed = filter;
    missed.direction = call::Direction::in;
    missed.dispositions.clear();
    const auto& asked = filter.dispositions;
    for (const Disposition one : not_answered()) {
        if (asked.empty() || std::find(asked.begin(), asked.end(), one) != asked.end()) {
            missed.dispositions.push_back(one);
        }
    }
    if (missed.dispositions.empty()) return std::nullopt;
    return missed;
}

std::optional<call::CallFilter> filter_of_missed(const call::CallFilter& filter) {
    auto missed = missed_filter(filter);
    if (!missed) return missed;
    missed->direction.reset();
    if (missed->dispositions.size() == not_answered().size()) missed->dispositions.clear();
    return missed;
}

}  // namespace edgvoip::index
