#include "base/secret.hpp"

#include "base/limits.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string.h>

namespace base {

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        bytes_ = std::move(other.bytes_);
        other.wipe();
    }
    return *this;
}

void Secret::wipe() noexcept {
    explicit_bzero(bytes_.data(), bytes_.size());
    bytes_.clear();
}

Result<Secret> Secret::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return unavailable("cannot read the secret in '" + path + "': " + std::strerror(errno));
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
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

}  // namespace base
