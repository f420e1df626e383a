#pragma once

#include "edgvoip/directory/directory.hpp"

#include <memory>

namespace edgvoip::query {

constexpr std::string_view store_one = "5a000000-0000-4000-8000-000000000001";
constexpr std::string_view store_two = "5a000000-0000-4000-8000-000000000002";

inline base::StoreId store_id(std::string_view uuid) {
    return {*base::Uuid::parse(uuid)};
}

/// One Italian tenant with two stores.
inline std::shared_ptr<const directory::Directory> small_directory() {
    return directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":["a"],"account_codes":[],
 "stores":[{"store_id":"5a000000-0000-4000-8000-000000000001","name":"One"},
           {"store_id":"5a000000-0000-4000-8000-000000000002","name":"Two"}],
 "extensions":[{"ext":"1001","store_id":"5a000000-0000-4000-8000-000000000001"},
               {"ext":"1002","store_id":"5a000000-0000-4000-8000-000000000002"},{"ext":"1003"}],
 "dids":[{"did_e164":"+390612345001","store_id":"5a000000-0000-4000-8000-000000000001"},
         {"did_e164":"+390612345003"}]}]})")
        .value();
}

}  // namespace edgvoip::query
