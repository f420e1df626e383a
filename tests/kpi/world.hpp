#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "chance.hpp"
#include "edgvoip/directory/directory.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// A tenant, and the values that its made-up calls and the questions about them are drawn from.
struct Realm {
    const directory::Tenant* tenant = nullptr;         ///< of the world's directory
    std::vector<std::optional<base::StoreId>> stores;  ///< none, the directory's, two unknown ones
    std::vector<std::string> exts;                     ///< the directory's, and unknown ones
    std::vector<std::string> dids;                     ///< the directory's, and unknown ones
    std::vector<std::string> remotes;                  ///< E.164 numbers, others, withheld ones
    std::vector<base::Instant> centres;  ///< calls start around these: both nights on which the
                                         ///< clocks change, and the turn of a month
};

/// Tenants in several zones, and the time it is.
struct World {
    std::shared_ptr<const directory::Directory> directory;
    base::Instant now;
    std::vector<Realm> realms;
};

/// A world of two or three tenants; the same seed gives the same.
World make_world(Chance& chance);

/// A random UUID.
base::Uuid random_uuid(Chance& chance);

/// The instants of that year at which the zone's offset to UTC changes.
std::vector<base::Instant> clock_changes(const base::TimeZone& zone, int year);

}  // namespace edgvoip::oracle
