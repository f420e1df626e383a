#include "edgvoip/app/build_id.hpp"

#include "base/ids.hpp"

#include <cstddef>
#include <cstring>
#include <elf.h>
#include <fstream>
#include <string_view>

namespace edgvoip::app {
namespace {

using namespace std::literals;

constexpr std::string_view owner = "GNU\0"sv;
constexpr std::size_t alignment = 4;
constexpr std::size_t notes_bytes_max = 64 * 1024;

std::size_t aligned(std::size_t size) {
    return (size + alignment - 1) / alignment * alignment;
}

/// The note in a segment of notes: each is a head, a name and a description.
std::string_view build_id_in(std::string_view notes) {
    Elf64_Nhdr head{};
    while (notes.size() >= sizeof head) {
        std::memcpy(&head, notes.data(), sizeof head);
        const std::size_t text_at = sizeof head + aligned(head.n_namesz);
        const std::size_t end = text_at + aligned(head.n_descsz);
        if (end > notes.size()) break;
        if (head.n_type == NT_GNU_BUILD_ID && notes.substr(sizeof head, head.n_namesz) == owner) {
            return notes.substr(text_at, head.n_descsz);
        }
        notes.remove_prefix(end);
    }
    return {};
}

std::string read_at(std::ifstream& file, std::size_t at, std::size_t size) {
    std::string bytes(size, '\0');
    file.seekg(static_cast<std::streamoff>(at));
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    return file ? bytes : std::string();
}

/// A structure of the file; zeros when the file is too short for it.
template <class Structure>
Structure structure_at(std::ifstream& file, std::size_t at) {
    Structure structure{};
    const std::string bytes = read_at(file, at, sizeof structure);
    if (!bytes.empty()) std::memcpy(&structure, bytes.data(), bytes.size());
    return structure;
}

}  // namespace

std::string build_id() {
    std::ifstream file("/proc/self/exe", std::ios::binary);
    const auto program = structure_at<Elf64_Ehdr>(file, 0);
    for (std::size_t i = 0; i < program.e_phnum; ++i) {
        const auto segment =
            structure_at<Elf64_Phdr>(file, program.e_phoff + i * program.e_phentsize);
        if (segment.p_type != PT_NOTE || segment.p_filesz > notes_bytes_max) continue;
        const std::string notes = read_at(file, segment.p_offset, segment.p_filesz);
        const std::string_view id = build_id_in(notes);
        if (!id.empty()) return base::to_hex(id);
    }
    return {};
}

}  // namespace edgvoip::app
