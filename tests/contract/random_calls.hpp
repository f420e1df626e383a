#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace edgvoip::store {

/// Makes sound calls and questions whose values come from small sets, so that filters hit, keys
/// tie and every rare combination occurs. The same seed gives the same calls.
class RandomCalls {
public:
    explicit RandomCalls(std::uint32_t seed) : engine_(seed) {}

    call::Call call(base::TenantId tenant);
    call::Leg leg(base::Instant start);
    call::LegRecord record();
    call::CallFilter filter();

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
    }
    bool one_in(std::int64_t n) { return between(1, n) == 1; }

    template <class Value>
    Value any_of(const std::vector<Value>& values) {
        return values[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(values.size()) - 1))];
    }

    static std::vector<base::StoreId> stores();
    static std::vector<std::string> exts();
    /// Where all calls start: within this many seconds from here on.
    static constexpr base::Instant first{1'760'000'000'000'000};
    static constexpr std::int64_t span_seconds = 400;

private:
    call::Quality quality(bool answered);
    void fill_texts(call::Call& call);
    void narrow_by_seconds(call::CallFilter& filter);
    void narrow_by_number(call::CallFilter& filter);
    void narrow_by_scope(call::CallFilter& filter);

    std::mt19937 engine_;
    std::int64_t next_id_ = 0;
};

/// Asks for all that RandomCalls makes.
inline call::CallFilter everything() {
    call::CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    return filter;
}

}  // namespace edgvoip::store
