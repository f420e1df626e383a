#pragma once

#include "edgvoip/simulate/scenario.hpp"

namespace edgvoip::simulate {

/// One of a shop's customers: the same index is always the same person's phone.
Party customer(std::uint64_t shop_seed, std::int64_t index, std::string_view area);

/// How the trunk writes a number: as asked, or by chance. Foreign numbers never lose their country.
std::string as_sent(std::string_view e164, NumberForm form, Random& random);

/// How somebody in Italy dials it.
std::string as_dialled(std::string_view e164, Random& random);

}  // namespace edgvoip::simulate
