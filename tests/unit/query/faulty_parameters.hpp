#pragma once

#include "edgvoip/query/parameter_fault.hpp"

#include <string>
#include <vector>

namespace edgvoip::query {

/// The parameters at fault, in the order in which they were found so.
inline std::vector<std::string> names_of(const ParameterFaults& faults) {
    std::vector<std::string> names;
    for (const ParameterFault& fault : faults)
        names.push_back(fault.parameter);
    return names;
}

}  // namespace edgvoip::query
