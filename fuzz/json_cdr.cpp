// A record of FreeSWITCH, and the call made of it.
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include "edgvoip/enrich/assemble.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto directory =
        edgvoip::directory::Directory::parse(
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1",
            "sip_domain":"demo-a.edgvoip.test","name":"A","timezone":"Europe/Rome","country":"IT",
            "pbx_contexts":["tenant-demo-a-*"],"account_codes":["demo-a"],
            "dids":[{"did_e164":"+39061234567"}],"extensions":[{"ext":"1001"}]}]})")
            .value();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto leg = edgvoip::source::freeswitch::decode_json_cdr(bytes, "pbx1", "fuzz");
    if (!leg) return 0;
    const auto call = edgvoip::enrich::assemble({*leg}, *directory);
    if (call) base::check(!edgvoip::call::violation(*call), "an assembled call is sound");
    return 0;
}
