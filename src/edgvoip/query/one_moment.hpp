#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "edgvoip/query/sources.hpp"

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

namespace edgvoip::query {

/// Asks until the index's version and the store's rows are of one moment. `ask` answers from a
/// version, or says with nothing that the store has come further than that; then a newer version
/// is waited for, and the last time this process's own changes are held up, so that they cannot
/// come in between. Fault::unavailable when the tenant's calls are being loaded, or others change
/// them faster than they can be read.
template <class Answer, class Ask>
base::Result<Answer> at_one_moment(const Sources& sources, base::TenantId tenant, const Ask& ask) {
    constexpr std::chrono::milliseconds patience(base::limits::index_catch_up_wait_ms);
    constexpr int attempts = 3;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        std::unique_lock<std::mutex> still;
        if (attempt == attempts) still = sources.indexes.still();
        const index::Version version = sources.indexes.current(tenant);
        if (version == nullptr) return base::unavailable("the tenant's calls are being loaded");
        base::Result<std::optional<Answer>> answer = ask(*version);
        if (!answer) return answer.error();
        if (*answer) return std::move(**answer);
        if (attempt < attempts)
            sources.indexes.wait_beyond(tenant, version->change_seq(), patience);
    }
    return base::unavailable("the tenant's calls change faster than they can be read");
}

}  // namespace edgvoip::query
