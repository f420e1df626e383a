#pragma once

#include "edgvoip/query/sight.hpp"

#include <string>

namespace edgvoip::api {

/// The same text for two sights exactly when they show the same; one line.
std::string sight_text(const query::Sight& sight);

}  // namespace edgvoip::api
