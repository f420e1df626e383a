#include "w3/exports/asking.hpp"

#include "w3/people/limits.hpp"
#include "w3/reader/pace.hpp"

#include <utility>

namespace w3::exports {
namespace {

constexpr std::chrono::seconds pause_while_away(2);

}  // namespace

Asking::Asking(Ask ask, Rest rest, const base::Clock& clock)
    : ask_(std::move(ask)), rest_(std::move(rest)), clock_(clock), answered_(clock.now()) {}

std::variant<std::string, Failure> Asking::get(const std::string& target) {
    constexpr std::int64_t patience_us = limits::export_patience_seconds * base::us_per_second;
    for (;;) {
        if (!rest_(std::exchange(wait_, {}))) return Failure::stopped;
        auto tried = try_once(target);
        if (auto* body = std::get_if<std::string>(&tried)) return std::move(*body);
        if (const auto* failure = std::get_if<Failure>(&tried)) return *failure;
        if (clock_.now().us - answered_.us > patience_us) return Failure::calls_unavailable;
    }
}

std::variant<std::monostate, std::string, Failure> Asking::try_once(const std::string& target) {
    constexpr int ok = 200;
    constexpr int bad_request = 400;
    constexpr int too_many_requests = 429;
    constexpr int service_unavailable = 503;
    auto response = ask_(target);
    if (!response) {
        trouble_ = response.error().detail;
        if (response.error().fault == base::Fault::conflict) return Failure::not_permitted;
        if (response.error().fault != base::Fault::unavailable) return Failure::broken;
        wait_ = pause_while_away;
        return std::monostate();
    }
    if (response->status == ok) {
        answered_ = clock_.now();
        wait_ = reader::wait_behind(*response);
        return std::move(response->body);
    }
    trouble_ = "edgvoip answered " + std::to_string(response->status);
    if (response->status == too_many_requests || response->status == service_unavailable) {
        wait_ = reader::retry_after(*response);
        return std::monostate();
    }
    // A cursor is for one sight, and for so long.
    return response->status == bad_request ? Failure::list_changed : Failure::calls_refused;
}

}  // namespace w3::exports
