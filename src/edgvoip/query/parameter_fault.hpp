#pragma once

#include <string>
#include <vector>

namespace edgvoip::query {

/// One parameter whose meaning is wrong, and why as a phrase: `is not a UUID`.
struct ParameterFault {
    std::string parameter;
    std::string reason;

    bool operator==(const ParameterFault&) const = default;
};

using ParameterFaults = std::vector<ParameterFault>;

}  // namespace edgvoip::query
