#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace edgvoip::app {

/// Seconds of `90s`, `30m`, `8h`, as options are written; nothing for anything else.
std::optional<std::int64_t> seconds_of(std::string_view text);

}  // namespace edgvoip::app
