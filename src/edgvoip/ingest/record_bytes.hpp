#pragma once

#include <optional>
#include <string>

namespace edgvoip::ingest {

/// All bytes of an open file that should be a record, or one more than a record may have when there
/// are more: enough to refuse it. Nothing with `errno` set when they cannot be read. Any thread.
std::optional<std::string> read_record_bytes(int descriptor);

}  // namespace edgvoip::ingest
