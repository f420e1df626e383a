#pragma once

#include "edgvoip/directory/directory.hpp"

#include <memory>

namespace edgvoip::store {

/// Two Italian tenants, each with nothing but itself.
inline std::shared_ptr<const directory::Directory> two_tenants() {
    return directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["a"],"account_codes":[],
 "stores":[],"extensions":[],"dids":[]},
{"tenant_id":"b0000000-0000-4000-8000-00000000000b","sip_domain":"b.example","name":"B",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["b"],"account_codes":[],
 "stores":[],"extensions":[],"dids":[]}]})")
        .value();
}

}  // namespace edgvoip::store
