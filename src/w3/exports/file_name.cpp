#include "w3/exports/file_name.hpp"

#include "base/folded_text.hpp"
#include "w3/exports/local_time.hpp"

namespace w3::exports {
namespace {

/// The day that a time falls on in the zone; `before_us`: how much earlier is looked, since an end
/// does not belong to the list.
base::LocalDate day_of(std::string_view text, std::int64_t before_us, const base::TimeZone& zone,
                       base::Instant now) {
    const auto parsed = base::parse_iso8601(text);
    if (!parsed) return zone.to_local(now).date;
    if (!parsed->time_of_day_us) return parsed->date;
    const base::Instant at = parsed->offset_seconds
                                 ? base::instant_of(*parsed)
                                 : zone.from_local(parsed->date, *parsed->time_of_day_us);
    return zone.to_local({at.us - before_us}).date;
}

}  // namespace

std::string file_name(Format format, Language language, const Interval& interval,
                      const base::TimeZone& zone, base::Instant now) {
    const base::LocalDate first = day_of(interval.from, 0, zone, now);
    const base::LocalDate last = day_of(interval.to, 1, zone, now);
    std::string name = base::ascii_lower(Words::of(language).say("calls.title"));
    name += "-" + iso_day(first);
    if (last != first) name += "-" + iso_day(last);
    return name.append(file_ending(format));
}

}  // namespace w3::exports
