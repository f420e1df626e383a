#pragma once

#include <cstddef>
#include <string_view>

namespace http {

/// How many bytes from the start on are before the first block of 16 with a byte for which
/// `is_special(char)` holds; a last part that is no whole block does not count. There is no branch
/// within a block, so that vector instructions can look at it, which is for texts that hardly
/// ever have such a byte.
template <class IsSpecial>
std::size_t bytes_in_plain_blocks(std::string_view bytes, IsSpecial is_special) {
    constexpr std::size_t block = 16;
    std::size_t length = 0;
    for (; length + block <= bytes.size(); length += block) {
        const char* const begin = bytes.data() + length;
        unsigned special = 0;
        for (std::size_t i = 0; i < block; ++i)
            special |= static_cast<unsigned>(is_special(begin[i]));
        if (special != 0) break;
    }
    return length;
}

}  // namespace http
