#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <span>

namespace edgvoip::simulate {

/// SplitMix64's step: spreads every bit of its input over the output.
constexpr std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31);
}

/// A seed for a part of what `seed` describes.
constexpr std::uint64_t sub_seed(std::uint64_t seed, std::uint64_t part) {
    return mixed(seed ^ mixed(part));
}

/// A small generator whose sequence is the same on every platform; std's distributions are not.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() { return mixed(state_++); }

    /// 0 ≤ result < count; count ≥ 1. The bias of the remainder is far below what a day can show.
    std::int64_t below(std::int64_t count) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(count));
    }
    /// least ≤ result ≤ most.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + below(most - least + 1);
    }
    /// 0 ≤ result < 1.
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    bool chance(double probability) { return unit() < probability; }

    /// Mostly near `least`, seldom near `most`: how long people wait and talk.
    std::int64_t skewed(std::int64_t least, std::int64_t most) {
        const double u = unit();
        return least + static_cast<std::int64_t>(static_cast<double>(most - least) * u * u);
    }

    template <class T>
    const T& pick(std::span<const T> from) {
        return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
    }

    /// A position, each as likely as its weight says; at least one weight is positive.
    std::size_t weighted(std::span<const double> weights) {
        double total = 0;
        for (const double weight : weights)
            total += weight;
        double left = unit() * total;
        std::size_t last = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] <= 0) continue;
            last = i;
            left -= weights[i];
            if (left < 0) break;
        }
        return last;
    }

    /// A version 4 UUID.
    base::Uuid uuid() {
        base::Uuid made;
        for (std::size_t half = 0; half < 2; ++half) {
            const std::uint64_t bits = next();
            for (std::size_t i = 0; i < 8; ++i) {
                made.bytes[half * 8 + i] = static_cast<std::uint8_t>(bits >> (8 * i));
            }
        }
        made.bytes[6] = static_cast<std::uint8_t>((made.bytes[6] & 0x0f) | 0x40);
        made.bytes[8] = static_cast<std::uint8_t>((made.bytes[8] & 0x3f) | 0x80);
        return made;
    }

private:
    std::uint64_t state_;
};

}  // namespace edgvoip::simulate
