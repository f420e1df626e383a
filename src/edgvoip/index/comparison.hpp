#pragma once

#include "edgvoip/index/tenant_index.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::index {

/// What of an index is compared with what.
enum class IndexPart : std::uint8_t {
    calls,          ///< every call and its columns
    sums,           ///< those of the first calls, at every so many
    groups,         ///< the sums of all calls by store and by extension
    due_misses,     ///< the list of calls that nobody has returned
    callbacks_due,  ///< how many callers they are, in some intervals
    id_map,         ///< whether each call is found by its id
    number_map,     ///< whether each is among those of its number
};
constexpr std::size_t index_parts_count = 7;

/// The part as it is told: the name of its constant.
std::string_view to_string(IndexPart part);

/// Something that is not as it should be.
struct Difference {
    IndexPart part{};
    std::string call_id;  ///< empty: it is of no single call
    std::string words;    ///< what is wrong, read behind part and id
};

struct Comparison {
    static constexpr std::size_t examples_max = 20;

    std::array<std::int64_t, index_parts_count> by_part{};  ///< how many differences
    std::vector<Difference> examples;                       ///< the first, at most examples_max

    void add(Difference difference);
    std::int64_t of(IndexPart part) const { return by_part[static_cast<std::size_t>(part)]; }
    std::int64_t differences() const;  ///< of all parts
};

/// Compares the index that is answered from with one of the same calls that was made anew: what
/// both hold, and whether the maps of `running` lead to all of its calls. Chunks and lists of texts
/// may be cut and ordered otherwise. A call with another start counts twice, as one that is missing
/// and one too many. check()s that both show the same change and have the same rule for contacts.
/// Takes some seconds for a million calls, and memory for their different numbers. Any thread.
Comparison compare(const TenantIndex& running, const TenantIndex& rebuilt);

}  // namespace edgvoip::index
