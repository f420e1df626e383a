#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

namespace edgvoip::enrich {

/// True when the word, such as a hangup cause or an application's name, is in the list.
template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&list)[N]) {
    return std::ranges::find(list, word) != std::end(list);
}

}  // namespace edgvoip::enrich
