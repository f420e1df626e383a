#pragma once

#include "base/error.hpp"
#include "w3/exports/cell.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace w3::exports {

/// Writes a table into a file row by row, in memory that does not grow with the rows. When it goes
/// without finish(), what the file holds is of no use. One thread.
class RowWriter {
public:
    virtual ~RowWriter() = default;

    /// Fault::unavailable when the disk does not take it, here and below.
    virtual base::Result<void> add(std::span<const Cell> row) = 0;

    /// To be called last: everything is in the file.
    virtual base::Result<void> finish() = 0;
};

}  // namespace w3::exports
