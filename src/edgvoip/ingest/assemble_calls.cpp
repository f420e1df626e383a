#include "edgvoip/ingest/assemble_calls.hpp"

#include "base/limits.hpp"
#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/ingest/thread_count.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>

namespace edgvoip::ingest {
namespace {

/// Fewer are made sooner than a thread is.
constexpr std::size_t calls_a_thread_min = 200;

std::size_t threads_for(std::size_t calls) {
    return std::clamp<std::size_t>(calls / calls_a_thread_min, 1,
                                   threads_up_to(base::limits::import_threads_max));
}

std::vector<store::EncodedLeg> by_id(std::vector<store::EncodedLeg> legs) {
    std::ranges::sort(legs, {}, &store::EncodedLeg::leg_id);
    return legs;
}

}  // namespace

std::vector<AssembledCall> assemble_calls(std::span<const std::vector<call::LegRecord>* const> legs,
                                          const directory::Directory& directory) {
    std::vector<AssembledCall> calls(legs.size(), {base::invalid("not made yet"), {}});
    std::atomic<std::size_t> next = 0;
    const auto make = [&] {
        for (std::size_t i = next++; i < legs.size(); i = next++)
            calls[i] = {enrich::assemble(*legs[i], directory), by_id(store::encoded(*legs[i]))};
    };
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < threads_for(legs.size()); ++i)
        others.push_back(std::async(std::launch::async, make));
    make();
    for (std::future<void>& other : others)
        other.get();
    return calls;
}

}  // namespace edgvoip::ingest
