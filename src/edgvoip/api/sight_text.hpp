#pragma once

#include "access/seal.hpp"
#include "edgvoip/query/sight.hpp"

#include <string>

namespace edgvoip::api {

/// The same text for two sights exactly when they show the same; one line.
std::string sight_text(const query::Sight& sight);

/// The same as a digest: what a text that clients bring back says of whom it was given to.
std::string sight_digest(const auth::Seal& seal, const query::Sight& sight);

}  // namespace edgvoip::api
