#pragma once

#include "base/observer.hpp"

#include <string_view>

namespace program {

/// The severity of a `log.level`; of anything else `info`.
inline base::Severity severity_of(std::string_view level) {
    if (level == "debug") return base::Severity::debug;
    if (level == "warning") return base::Severity::warning;
    if (level == "error") return base::Severity::error;
    return base::Severity::info;
}

}  // namespace program
