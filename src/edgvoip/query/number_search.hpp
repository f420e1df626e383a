#pragma once

#include "edgvoip/directory/directory.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::query {

/// The number that a query names: digits as an international number first (`3906…`, `+3906…`, a
/// leading space for a raw `+`), then as dialled in the tenant's country, then as it stands.
/// Nothing when the text names no number. Any thread.
std::optional<std::string> read_number(std::string_view text, std::string_view country);

/// The same, with the digits compared with the tenant's DIDs before anything else.
std::optional<std::string> read_did(std::string_view text, const directory::Tenant& tenant);

/// The beginnings of remote numbers that these typed digits may mean, with and without the
/// country's calling code: in Italy `0612` gives `0612`, `+0612` and `+390612`; so do `+390612`,
/// `390612` and `00390612`, each as far as it makes sense. Empty when the text is not digits (with
/// a `+` or space in front and ` -./()` between). Each is unique.
std::vector<std::string> number_prefixes(std::string_view typed, std::string_view country);

/// The part of a number that `base::mask_number` leaves visible; empty when it hides everything.
std::string visible_digits(std::string_view number);

}  // namespace edgvoip::query
