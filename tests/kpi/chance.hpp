#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace edgvoip::oracle {

/// Random choices; the same seed gives the same.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(engine_);
    }
    bool one_in(std::int64_t n) { return between(1, n) == 1; }
    template <class Value>
    const Value& any_of(const std::vector<Value>& values) {
        return values[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(values.size()) - 1))];
    }
    std::mt19937_64& engine() { return engine_; }

private:
    std::mt19937_64 engine_;
};

}  // namespace edgvoip::oracle
