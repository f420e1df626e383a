#pragma once

#include "base/instant.hpp"
#include "base/time_zone.hpp"
#include "w3/exports/format.hpp"
#include "w3/exports/words.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::exports {

/// What a list's `from` and `to` say, as the API takes them; empty: not given.
struct Interval {
    std::string_view from;
    std::string_view to;
};

/// `chiamate-2026-11-01-2026-11-28.xlsx`: the first and the last day of the list in the zone, one
/// when they are the same; the day of `now` stands in for what the list does not say.
std::string file_name(Format format, Language language, const Interval& interval,
                      const base::TimeZone& zone, base::Instant now);

}  // namespace w3::exports
