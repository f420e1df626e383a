#pragma once

#include "edgvoip/index/callbacks.hpp"
#include "edgvoip/index/kpi.hpp"
#include "oracle.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The figures in the plainest way: loops over all calls, straight from the definitions.
namespace edgvoip::index::plain {

Group group_of(const std::vector<Entry>& calls, std::int32_t sl_sec);

/// By a text for each group: the store's UUID or "none", the extension.
std::map<std::string, Group> by_store(const std::vector<Entry>& calls, std::int32_t sl_sec);
std::map<std::string, Group> by_ext(const std::vector<Entry>& calls, std::int32_t sl_sec);
std::vector<Group> by_time(const std::vector<Entry>& calls,
                           const std::vector<base::Instant>& bounds, std::int32_t sl_sec);

AnsweredPercentiles percentiles_of(const std::vector<Entry>& calls);

MissedList missed_calls(const Oracle& oracle, const MissedQuestion& question,
                        std::int32_t contact_min_sec);

}  // namespace edgvoip::index::plain
