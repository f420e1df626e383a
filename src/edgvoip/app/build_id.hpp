#pragma once

#include <string>

namespace edgvoip::app {

/// What the linker calls this program, as hexadecimal: another one whenever the program's bytes
/// are others (GNU build id, the note of type NT_GNU_BUILD_ID). Empty when it was linked without.
std::string build_id();

}  // namespace edgvoip::app
