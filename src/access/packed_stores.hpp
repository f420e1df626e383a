#pragma once

#include "base/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

/// Stores as one text: the 16 bytes of each, one after the other, in base64url. A token with many
/// of them is half as large as with a list of texts.
std::string packed_stores(const std::vector<base::StoreId>& stores);

/// Nothing: it is no such text, or has more than `limits::token_list_entries_max`.
std::optional<std::vector<base::StoreId>> unpacked_stores(std::string_view text);

}  // namespace auth
