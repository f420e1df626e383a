#include "numbers.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace edgvoip::oracle {

namespace json = boost::json;

json::value number(std::int64_t units, int decimals) {
    if (decimals == 0) return units;
    std::string text = std::to_string(units);
    const auto digits = static_cast<std::size_t>(decimals);
    if (text.size() <= digits) text.insert(0, digits + 1 - text.size(), '0');
    text.insert(text.size() - digits, 1, '.');
    return json::parse(text);
}

json::value mean(std::int64_t sum, std::int64_t count, int decimals) {
    if (count == 0) return nullptr;
    return number((2 * sum + count) / (2 * count), decimals);
}

json::value rate(std::int64_t part, std::int64_t whole) {
    return mean(part * 10'000, whole, 4);
}

json::value percentile(std::vector<std::int64_t>& seconds, std::int64_t p) {
    if (seconds.empty()) return nullptr;
    std::sort(seconds.begin(), seconds.end());
    const auto count = static_cast<std::int64_t>(seconds.size());
    std::int64_t rank = 1;
    while (rank * 100 < p * count)
        ++rank;
    return seconds[static_cast<std::size_t>(rank - 1)];
}

}  // namespace edgvoip::oracle
