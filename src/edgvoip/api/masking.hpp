#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/directory/directory.hpp"

#include <string>
#include <string_view>

namespace edgvoip::api {

/// Hides the last three digits of outside numbers where the asker may not see them. The tenant's
/// own extensions and DIDs, and whatever was dialled inside, are never hidden.
class Masking {
public:
    /// The tenant outlives it.
    Masking(const directory::Tenant& tenant, bool masked) : tenant_(tenant), masked_(masked) {}

    std::string from_uri(const call::Call& call) const;
    std::string to_uri(const call::Call& call) const;
    std::string did_e164(const call::Call& call) const;
    std::string leg_number(const call::Call& call, const call::Leg& leg) const;

private:
    std::string shown(const std::string& number, bool inside) const;

    const directory::Tenant& tenant_;
    bool masked_;
};

}  // namespace edgvoip::api
