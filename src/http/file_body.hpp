#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace http {

/// A file as the body of an answer: open, so that it may be removed while it is sent, and read in
/// blocks when they are due, so that it is never in memory whole. Any thread.
class FileBody {
public:
    /// Opens a regular file; what is behind the end that it has now is not sent.
    /// Fault::unavailable when it cannot be read.
    static base::Result<std::shared_ptr<const FileBody>> open(const std::string& path);

    FileBody(const FileBody&) = delete;
    FileBody& operator=(const FileBody&) = delete;
    ~FileBody();

    std::int64_t bytes() const { return bytes_; }

    /// Fills `room` with what is at `offset`. Fault::unavailable when the file cannot be read, or
    /// has become shorter.
    base::Result<void> read(std::int64_t offset, std::span<char> room) const;

private:
    FileBody(int descriptor, std::int64_t bytes) : descriptor_(descriptor), bytes_(bytes) {}

    int descriptor_;
    std::int64_t bytes_;
};

}  // namespace http
