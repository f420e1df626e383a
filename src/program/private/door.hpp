#pragma once

#include "access/basic.hpp"
#include "base/error.hpp"
#include "http/address_list.hpp"
#include "http/message.hpp"

#include <optional>
#include <string>
#include <vector>

/// The listener of a program that is for machines of its own: who may come in, and what the others
/// are told.
namespace program {

/// What the table `[private]` of a configuration says.
struct PrivateSettings {
    std::string listen;  ///< empty: no listener
    std::string user;
    std::string password_file;
    std::vector<std::string> allow;  ///< addresses and CIDR blocks; empty: any
};

/// Whether the keys go together: an address other than loopback needs `user`, `password_file` and
/// `allow`. Fault::invalid says what is missing.
base::Result<void> check_private(const PrivateSettings& settings);

/// Who may come in: by address, then by name and password. What is not configured is not asked. A
/// plain value; any thread.
class PrivateDoor {
public:
    /// Fault::invalid for an entry of `allow` that is none; errors as base::Secret::read_file().
    static base::Result<PrivateDoor> open(const PrivateSettings& settings);

    /// Nothing: the request may come in.
    std::optional<http::Answer> refuses(const http::Request& request) const;

private:
    PrivateDoor() = default;

    http::AddressList allowed_;
    std::optional<auth::BasicCredentials> credentials_;
};

}  // namespace program
