#pragma once

#include "base/time_zone.hpp"
#include "edgvoip/simulate/text.hpp"

#include <string>

namespace edgvoip::simulate {

/// Writes instants as the PBX's local clock shows them; remembers the hour's offset, since zones
/// are slow to ask.
class LocalStamps {
public:
    explicit LocalStamps(const base::TimeZone& zone) : zone_(zone) {}

    /// `2026-11-22 15:55:38`.
    void write(Text& text, base::Instant instant);

private:
    base::TimeZone zone_;
    std::int64_t hour_ = -1;
    std::int64_t offset_us_ = 0;
    std::int64_t day_ = -1;
    std::string date_;
};

}  // namespace edgvoip::simulate
