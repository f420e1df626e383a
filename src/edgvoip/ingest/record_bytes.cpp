#include "edgvoip/ingest/record_bytes.hpp"

#include "base/limits.hpp"

#include <cerrno>
#include <cstddef>
#include <unistd.h>
#include <vector>

namespace edgvoip::ingest {

std::optional<std::string> read_record_bytes(int descriptor) {
    // Kept, since making so much room anew costs more than most records do.
    thread_local std::vector<char> room(base::limits::record_bytes_max + 1);
    std::size_t filled = 0;
    while (filled < room.size()) {
        const ssize_t got = ::read(descriptor, room.data() + filled, room.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::nullopt;
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    return std::string(room.data(), filled);
}

}  // namespace edgvoip::ingest
