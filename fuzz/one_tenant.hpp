#pragma once

#include "edgvoip/directory/directory.hpp"

#include <memory>

/// A directory of one tenant, for targets that make calls of what they read.
inline std::shared_ptr<const edgvoip::directory::Directory> one_tenant() {
    return edgvoip::directory::Directory::parse(
               R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1",
            "sip_domain":"demo-a.edgvoip.test","name":"A","timezone":"Europe/Rome","country":"IT",
            "pbx_contexts":["tenant-demo-a-*"],"account_codes":["demo-a"],
            "dids":[{"did_e164":"+39061234567"}],"extensions":[{"ext":"1001"},{"ext":"1002"}]}]})")
        .value();
}
