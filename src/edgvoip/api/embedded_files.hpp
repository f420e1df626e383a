#pragma once

#include <span>
#include <string_view>

namespace edgvoip::api {

/// A file that was made part of the program when it was built.
struct EmbeddedFile {
    std::string_view name;
    std::string_view bytes;
};

/// All of them; they live as long as the program.
std::span<const EmbeddedFile> embedded_files();

}  // namespace edgvoip::api
