#pragma once

#include "base/ids.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace w3::people {

/// A chain that uses W3, as the configuration has it.
struct Tenant {
    base::TenantId id;
    std::string sip_domain;
    std::string name;
    std::string timezone;            ///< IANA
    std::vector<std::string> hosts;  ///< names under which its people reach W3
};

/// All of them. Immutable; any thread.
class Tenants {
public:
    explicit Tenants(std::vector<Tenant> tenants) : tenants_(std::move(tenants)) {}

    const std::vector<Tenant>& all() const { return tenants_; }
    const Tenant* by_id(base::TenantId id) const;
    /// Case does not count, as in DNS.
    const Tenant* by_domain(std::string_view sip_domain) const;
    /// The tenant of a Host field (with or without a port): the one with this name among its hosts,
    /// else the only one there is.
    const Tenant* by_host(std::string_view host) const;

private:
    std::vector<Tenant> tenants_;
};

}  // namespace w3::people
