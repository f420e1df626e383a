#include "edgvoip/index/entry.hpp"

#include <utility>

namespace edgvoip::index {

Change put(Entry entry) {
    base::CallId id = entry.id;
    return {.id = std::move(id), .entry = std::move(entry), .removed_start = std::nullopt};
}

Change removal(base::CallId id, std::optional<base::Instant> start) {
    return {.id = std::move(id), .entry = std::nullopt, .removed_start = start};
}

}  // namespace edgvoip::index
