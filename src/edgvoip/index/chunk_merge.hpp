#pragma once

#include "edgvoip/index/chunk_list.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace edgvoip::index {

/// What happens at one key: the row there is replaced, inserted, or (no row) removed.
struct MergeStep {
    Key key;
    std::optional<Row> row;
};

/// A list's chunks after these steps, in the order of keys. Chunks that no step touches are
/// shared.
ChunkList merged(const ChunkList& list, std::span<const MergeStep> steps, ChunkBuilder& builder);

}  // namespace edgvoip::index
