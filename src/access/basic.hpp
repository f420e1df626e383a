#pragma once

#include "base/secret.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace auth {

/// The one user and password that HTTP basic authentication (RFC 7617) accepts. Keeps only a hash.
class BasicCredentials {
public:
    /// `user` has no colon, which ends it on the wire.
    BasicCredentials(std::string_view user, const base::Secret& password);

    /// Whether the value of an Authorization field is `Basic` with this user and password. Takes
    /// the same time for every wrong one of a length. Any thread.
    bool accepts(std::optional<std::string_view> authorization) const;

private:
    std::array<unsigned char, 32> hash_{};
};

}  // namespace auth
