#include "instant_text.hpp"

#include "base/time_zone.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

namespace edgvoip::oracle {

std::string instant_text(base::Instant instant, int digits) {
    static const base::TimeZone utc = base::TimeZone::find("UTC").value();
    const base::TimeZone::Local at = utc.to_local(instant);
    const auto second = static_cast<int>(at.time_of_day_us / base::us_per_second);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%06d", at.date.year,
                  at.date.month, at.date.day, second / 3600, second / 60 % 60, second % 60,
                  static_cast<int>(at.time_of_day_us % base::us_per_second));
    std::string out(text.data());
    out.resize(out.size() - 6 + static_cast<std::size_t>(digits));
    if (digits == 0) out.pop_back();
    return out;
}

std::string shown_instant(base::Instant instant) {
    return instant_text(instant, instant.us % base::us_per_second == 0 ? 0 : 3) + "Z";
}

}  // namespace edgvoip::oracle
