#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "http/client.hpp"
#include "w3/exports/failure.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <variant>

namespace w3::exports {

/// Asks edgvoip for a path with its query, for whoever ordered the export. Fault::conflict when
/// that person may not export any more, Fault::unavailable when edgvoip does not answer.
using Ask = std::function<base::Result<http::Response>(const std::string& target)>;

/// Waits so long at most; false, at once, when the export is to end.
using Rest = std::function<bool(std::chrono::milliseconds)>;

/// Asks until there is an answer: waits where edgvoip says so or is away, and leaves half of the
/// quota to people (wait_behind()). One thread.
class Asking {
public:
    /// The clock outlives it.
    Asking(Ask ask, Rest rest, const base::Clock& clock);

    /// A body that was answered 200. Failure::stopped when the export is to end,
    /// Failure::calls_unavailable when edgvoip was away for `limits::export_patience_seconds`.
    std::variant<std::string, Failure> get(const std::string& target);

    /// What went wrong last, for the log; empty: nothing.
    const std::string& trouble() const { return trouble_; }

private:
    /// The body, the failure, or nothing: to be asked again after `wait_`.
    std::variant<std::monostate, std::string, Failure> try_once(const std::string& target);

    Ask ask_;
    Rest rest_;
    const base::Clock& clock_;
    base::Instant answered_;  // when edgvoip did last
    std::chrono::milliseconds wait_{0};
    std::string trouble_;
};

}  // namespace w3::exports
