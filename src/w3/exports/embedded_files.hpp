#pragma once

#include <span>
#include <string_view>

namespace w3::exports {

/// A file that was made part of the program when it was built.
struct EmbeddedFile {
    std::string_view name;
    std::string_view bytes;
};

/// The words: those of the pages (`web/app/src/words`) and those of this folder. They live as long
/// as the program.
std::span<const EmbeddedFile> embedded_files();

}  // namespace w3::exports
