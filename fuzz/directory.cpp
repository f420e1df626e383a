// A directory file.
#include "edgvoip/directory/directory.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto parsed = edgvoip::directory::Directory::parse(
        std::string_view(reinterpret_cast<const char*>(data), size));
    if (!parsed) return 0;
    for (const auto& tenant : (*parsed)->tenants()) {
        base::check((*parsed)->by_id(tenant.id) == &tenant, "a tenant is found by its id");
        base::check((*parsed)->by_domain(tenant.sip_domain) == &tenant, "and by its domain");
    }
    return 0;
}
