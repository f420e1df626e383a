#pragma once

#include "base/error.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace edgvoip::store::sqlite {

/// The right to write a store, held from the beginning of a transaction to its end by one writer of
/// the machine, and given back when its process ends, however it ends. Those who wait take turns:
/// whoever has just written cannot come first again. One thread.
class WriterLock {
public:
    /// Opens the file `<database>.writer` beside the database. Fault::unavailable when it cannot be
    /// made.
    static base::Result<WriterLock> open(const std::string& database);

    WriterLock(WriterLock&& other) noexcept
        : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
    WriterLock& operator=(WriterLock&&) = delete;
    ~WriterLock();

    /// Waits for it. Fault::unavailable when that takes longer than `patience`; the sentence says
    /// which process has it.
    base::Result<void> lock(std::chrono::milliseconds patience);
    /// Harmless when it is not held.
    void unlock();

private:
    WriterLock(std::string path, int descriptor)
        : path_(std::move(path)), descriptor_(descriptor) {}

    base::Result<void> wait_for(int place, std::chrono::steady_clock::time_point deadline);
    std::string holder() const;

    std::string path_;
    int descriptor_;
};

}  // namespace edgvoip::store::sqlite
