#pragma once

#include "access/token.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "chance.hpp"
#include "edgvoip/call/call.hpp"
#include "world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// Who asks: one tenant's token, and what it lets see.
struct Asker {
    const directory::Tenant* tenant = nullptr;
    std::optional<std::vector<base::StoreId>> stores;  ///< absent: every store; empty: none
    std::optional<std::vector<std::string>> exts;      ///< absent: every extension; empty: none
    bool masked = false;                               ///< numbers lack their last three digits
    std::string token;

    bool lists(const std::optional<base::StoreId>& store) const;
    bool lists(const std::string& ext) const;
    bool sees(const call::Call& call) const;
    bool sees(const directory::Extension& extension) const;
    /// With a list of extensions: only a store that one of them works in.
    bool sees(const directory::Store& store) const;
};

/// Somebody who sees everything of the tenant.
Asker owner_of(const directory::Tenant& tenant, base::Instant now);

/// Somebody of that tenant: often narrowed to stores or extensions, now and then to none.
Asker make_asker(Chance& chance, const Realm& realm, base::Instant now);

}  // namespace edgvoip::oracle
