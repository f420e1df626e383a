#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::tests {

using Members = std::vector<std::pair<const char*, const char*>>;

/// An event of an inbound channel in the context `public`; `more` says what else or otherwise.
std::string words(std::string_view event, std::string_view channel, const Members& more = {});

/// `show channels as json` without any.
constexpr std::string_view empty_list = "{\"row_count\": 0}\n";

/// The same with inbound channels that ring, by id and DID.
std::string list_of(const std::vector<std::pair<std::string, std::string>>& channels);

}  // namespace edgvoip::tests
