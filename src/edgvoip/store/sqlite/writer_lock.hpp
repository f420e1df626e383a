#pragma once

#include "base/error.hpp"

#include <string>
#include <utility>

namespace edgvoip::store::sqlite {

/// The right to write a store: held by one owner on the machine, given back when it goes or when
/// its process ends, however it ends.
class WriterLock {
public:
    /// Locks the file `<database>.writer` beside the database. Fault::unavailable when another has
    /// it, or when the file cannot be made.
    static base::Result<WriterLock> take(const std::string& database);

    WriterLock(WriterLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    WriterLock& operator=(WriterLock&&) = delete;
    ~WriterLock();

private:
    explicit WriterLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

}  // namespace edgvoip::store::sqlite
