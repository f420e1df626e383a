#include "edgvoip/app/build_id.hpp"

#include "base/ids.hpp"

#include <cstddef>
#include <cstring>
#include <link.h>
#include <string_view>

namespace edgvoip::app {
namespace {

constexpr std::size_t alignment = 4;

std::size_t aligned(std::size_t size) {
    return (size + alignment - 1) / alignment * alignment;
}

/// The note in a segment of notes: each is a head, a name and a description.
std::string_view build_id_in(std::string_view notes) {
    constexpr std::string_view owner("GNU", 4);  // with its NUL
    while (notes.size() >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) head;
        std::memcpy(&head, notes.data(), sizeof(head));
        const std::size_t name_at = sizeof(head);
        const std::size_t text_at = name_at + aligned(head.n_namesz);
        const std::size_t end = text_at + aligned(head.n_descsz);
        if (end > notes.size()) break;
        if (head.n_type == NT_GNU_BUILD_ID && notes.substr(name_at, head.n_namesz) == owner) {
            return notes.substr(text_at, head.n_descsz);
        }
        notes.remove_prefix(end);
    }
    return {};
}

/// Called for the program first, then for its libraries.
int look_at(dl_phdr_info* object, std::size_t /*size*/, void* found) {
    for (std::size_t i = 0; i < object->dlpi_phnum; ++i) {
        const auto& segment = object->dlpi_phdr[i];
        if (segment.p_type != PT_NOTE) continue;
        const auto* const at = reinterpret_cast<const char*>(object->dlpi_addr + segment.p_vaddr);
        const std::string_view id = build_id_in({at, segment.p_memsz});
        if (!id.empty()) *static_cast<std::string*>(found) = base::to_hex(id);
    }
    return 1;  // no more
}

}  // namespace

std::string build_id() {
    std::string id;
    dl_iterate_phdr(look_at, &id);
    return id;
}

}  // namespace edgvoip::app
