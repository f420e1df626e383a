#include "edgvoip/ingest/assemble_calls.hpp"

#include "base/limits.hpp"
#include "edgvoip/enrich/assemble.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <iterator>
#include <thread>

namespace edgvoip::ingest {
namespace {

/// Fewer are made sooner than a thread is.
constexpr std::size_t calls_a_thread_min = 200;

std::size_t threads_for(std::size_t calls) {
    const std::size_t most = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                                     base::limits::import_threads_max);
    return std::clamp<std::size_t>(calls / calls_a_thread_min, 1, most);
}

std::vector<store::EncodedLeg> encoded(const std::vector<call::LegRecord>& records) {
    std::vector<store::EncodedLeg> legs;
    legs.reserve(records.size());
    std::transform(records.begin(), records.end(), std::back_inserter(legs), store::encoded);
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
            calls[i] = {enrich::assemble(*legs[i], directory), encoded(*legs[i])};
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
