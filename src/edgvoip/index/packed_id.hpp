#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace edgvoip::index {

/// A call's id as the columns keep it: a lower-case UUID, which is what FreeSWITCH makes, as its
/// 128 bits; every other id as its text, which must outlive the view. A fingerprint would be half
/// the size, but many calls have equal seconds or MOS, and only the id itself tells their order.
struct IdView {
    bool is_uuid = false;
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    std::string_view text;  ///< only when it is no UUID

    static IdView of(std::string_view id);
};

/// The order of the ids' texts, byte by byte.
std::strong_ordering compare(const IdView& a, const IdView& b);

/// The id as it was given.
std::string text_of(const IdView& id);

/// Equal for equal ids, evenly spread, the same in every process.
std::uint64_t hash_of(const IdView& id);

/// The first 8 bytes of the text as a number: its order is that of the texts as far as it goes.
std::uint64_t text_start(const IdView& id);

}  // namespace edgvoip::index
