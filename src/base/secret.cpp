#include "base/secret.hpp"

#include "base/limits.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string.h>
#include <sys/random.h>

namespace base {

Secret& Secret::operator=(const Secret& other) {
    if (this != &other) {
        wipe();
        bytes_ = other.bytes_;
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        bytes_ = std::move(other.bytes_);
        other.wipe();
    }
    return *this;
}

void Secret::wipe() noexcept {
    // All of the buffer: a short text that was moved away has no size left but its bytes.
    bytes_.resize(bytes_.capacity());
    explicit_bzero(bytes_.data(), bytes_.size());
    bytes_.clear();
}

Result<Secret> Secret::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return unavailable("cannot read the secret in '" + path + "': " + std::strerror(errno));
    // One newline may stand behind the largest secret, one byte more is too many.
    std::string bytes(limits::secret_file_bytes_max + 3, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad())
        return unavailable("cannot read the secret in '" + path + "': " + std::strerror(errno));
    if (!bytes.empty() && bytes.back() == '\n') bytes.pop_back();
    if (!bytes.empty() && bytes.back() == '\r') bytes.pop_back();
    if (bytes.empty()) return invalid("the secret file '" + path + "' is empty");
    if (bytes.size() > limits::secret_file_bytes_max) {
        return invalid("the secret file '" + path + "' is larger than " +
                       std::to_string(limits::secret_file_bytes_max) + " bytes");
    }
    return Secret(std::move(bytes));
}

Secret Secret::random(std::size_t bytes) {
    constexpr std::size_t at_once = 256;  // more may come in parts
    check(bytes >= 1 && bytes <= at_once, "a random secret has 1 to 256 bytes");
    std::string made(bytes, '\0');
    check(getrandom(made.data(), made.size(), 0) == static_cast<ssize_t>(made.size()),
          "the operating system gives random bytes");
    return Secret(std::move(made));
}

}  // namespace base
