#pragma once

#include "edgvoip/index/packed_number.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace edgvoip::index {

/// True for a number that can be called back: E.164, which starts with `+`.
bool is_reachable(PackedNumber number, const TextList& listed_numbers);
inline bool is_reachable(std::string_view number) {
    return number.starts_with('+');
}

/// Different for different numbers, evenly spread.
std::uint64_t hash_of_number(PackedNumber number);

/// Calls `use(chunk, row)` for the calls of a reachable number that start at `first_us` or later,
/// from the last to the first by (start, id), until it answers false.
template <class Use>
void each_call_back(const TenantIndex& index, PackedNumber number, std::int64_t first_us,
                    Use&& use) {
    HashedStarts::NewestFirst windows =
        index.starts_by_number().newest_first(hash_of_number(number));
    bool goes_on = true;
    for (auto window = windows.next(); window && goes_on; window = windows.next()) {
        if (window->last_us < first_us) return;
        goes_on =
            index.calls().each_back(std::max(window->first_us, first_us), window->last_us,
                                    [&](const Chunk& chunk, std::size_t row) {
                                        return chunk.numbers()[row] != number || use(chunk, row);
                                    });
    }
}

/// An inbound call that nobody answered.
bool is_missed(Traits traits);
/// An answered call with at least so much talk.
bool is_contact(const Chunk& chunk, std::size_t row, std::int32_t contact_min_sec);

}  // namespace edgvoip::index
