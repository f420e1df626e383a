#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/entry.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace edgvoip::index {

/// So many times; a tenth of it under the thread sanitizer, which makes a single thread thirty
/// times as slow and has nothing to find there.
constexpr std::int64_t times(std::int64_t count) {
#ifdef __SANITIZE_THREAD__
    return count / 10;
#else
    return count;
#endif
}

/// Calls and questions whose values come from small sets, so that filters hit, keys tie and every
/// rare form occurs. The same seed gives the same.
class RandomEntries {
public:
    explicit RandomEntries(std::uint32_t seed) : engine_(seed) {}

    Entry entry();                                ///< with an id of its own
    Entry entry_from(std::int64_t first_second);  ///< that starts within a minute from there
    Entry again(const Entry& entry);  ///< another state of the call, maybe another start
    call::CallFilter filter();
    call::CallOrder order();

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
    }
    bool one_in(std::int64_t n) { return between(1, n) == 1; }
    template <class Value>
    Value any_of(const std::vector<Value>& values) {
        return values[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(values.size()) - 1))];
    }

    static constexpr base::Instant first{1'760'000'000'000'000};
    static constexpr std::int64_t span_seconds = 3000;

private:
    base::CallId id();
    void fill(Entry& entry);
    void narrow_by_values(call::CallFilter& filter);
    void narrow_by_text(call::CallFilter& filter);
    void narrow_by_scope(call::CallFilter& filter);

    std::mt19937_64 engine_;
    std::int64_t ids_ = 0;
};

/// A call as a chain of shops has them: a million of them take what real ones would.
Entry realistic_entry(std::mt19937_64& engine, base::Instant start);

/// A random UUID's text from that engine.
std::string random_uuid(std::mt19937_64& engine);

}  // namespace edgvoip::index
