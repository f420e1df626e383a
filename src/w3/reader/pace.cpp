#include "w3/reader/pace.hpp"

#include "http/ascii.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace w3::reader {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t wait_seconds_max = 60;

/// The text up to a mark, which both are taken from the front of `rest`.
std::string_view next_part(std::string_view& rest, char mark) {
    const std::string_view part = rest.substr(0, rest.find(mark));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return http::without_spaces(part);
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

/// A parameter of a list's member, such as `r` of `"tenant"` in `"ip";r=9;t=1, "tenant";r=5;t=1`.
std::optional<std::int64_t> parameter(std::string_view list, std::string_view member,
                                      char parameter) {
    while (!list.empty()) {
        std::string_view rest = next_part(list, ',');
        if (next_part(rest, ';') != member) continue;
        while (!rest.empty()) {
            const std::string_view pair = next_part(rest, ';');
            if (pair.size() > 2 && pair[0] == parameter && pair[1] == '=') {
                return number_of(pair.substr(2));
            }
        }
    }
    return std::nullopt;
}

struct Quota {
    std::int64_t most = 0;
    std::int64_t left = 0;
    std::int64_t window_seconds = 0;  // in which all of it comes back
};

milliseconds wait_for(const Quota& quota) {
    const std::int64_t half = quota.most / 2;
    if (quota.most < 1 || quota.left > half) return {};
    const std::int64_t steps = std::max<std::int64_t>(2, half - quota.left);
    const std::int64_t step_ms = quota.window_seconds * ms_per_second / quota.most;
    return milliseconds(
        std::clamp<std::int64_t>(steps * step_ms, 0, wait_seconds_max * ms_per_second));
}

}  // namespace

milliseconds wait_behind(const http::Response& response) {
    const std::string_view limits = response.header("RateLimit").value_or("");
    const std::string_view policies = response.header("RateLimit-Policy").value_or("");
    milliseconds wait{0};
    for (std::string_view rest = policies; !rest.empty();) {
        std::string_view policy = next_part(rest, ',');
        const std::string_view name = next_part(policy, ';');
        const auto most = parameter(policies, name, 'q');
        const auto window = parameter(policies, name, 'w');
        const auto left = parameter(limits, name, 'r');
        if (!most || !window || !left) continue;
        wait = std::max(wait, wait_for({*most, *left, *window}));
    }
    return wait;
}

milliseconds retry_after(const http::Response& response) {
    constexpr std::int64_t unsaid_seconds = 2;
    const auto said = number_of(response.header("Retry-After").value_or(""));
    return std::chrono::seconds(
        std::clamp<std::int64_t>(said.value_or(unsaid_seconds), 1, wait_seconds_max));
}

}  // namespace w3::reader
