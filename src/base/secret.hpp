#pragma once

#include "base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// Bytes that must never be printed: no stream operator, no conversion to a string; the memory is
/// wiped when it goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string bytes) : bytes_(std::move(bytes)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) { other.wipe(); }
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret() { wipe(); }

    /// The bytes, for the one place that needs them. Valid as long as the secret.
    std::string_view reveal() const { return bytes_; }
    bool empty() const { return bytes_.empty(); }

    /// Reads a file of at most `limits::secret_file_bytes_max`; one trailing newline (`\n` or
    /// `\r\n`) is not part of the secret. Fault::unavailable when it cannot be read,
    /// Fault::invalid when it is empty or too large.
    static Result<Secret> read_file(const std::string& path);

    /// That many bytes (1…256) of the operating system's generator.
    static Secret random(std::size_t bytes);

private:
    void wipe() noexcept;

    std::string bytes_;
};

}  // namespace base
