#include "edgvoip/app/duration.hpp"

#include <charconv>

namespace edgvoip::app {

std::optional<std::int64_t> seconds_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || number <= 0 || number > 100'000) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit == "s") return number;
    if (unit == "m") return number * 60;
    if (unit == "h") return number * 3600;
    return std::nullopt;
}

}  // namespace edgvoip::app
