#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"

#include <string>

namespace w3::exports {

/// Makes the folder where it is missing, for its user alone, and removes what exports of an earlier
/// run left in it; other files stay. Fault::unavailable when it cannot be used.
base::Result<void> prepare_folder(const std::string& folder);

/// Where the file of an export is.
std::string export_file(const std::string& folder, base::Uuid id);

}  // namespace w3::exports
