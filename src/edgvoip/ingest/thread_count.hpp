#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>

namespace edgvoip::ingest {

/// As many threads as the machine has cores for, from 1 to `most`.
inline std::size_t threads_up_to(std::size_t most) {
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most);
}

}  // namespace edgvoip::ingest
