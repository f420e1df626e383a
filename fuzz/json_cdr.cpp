// A record of FreeSWITCH, and the call made of it.
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include "edgvoip/enrich/assemble.hpp"
#include "one_tenant.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto directory = one_tenant();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto leg = edgvoip::source::freeswitch::decode_json_cdr(bytes, "pbx1", "fuzz");
    if (!leg) return 0;
    const auto call = edgvoip::enrich::assemble({*leg}, *directory);
    if (call) base::check(!edgvoip::call::violation(*call), "an assembled call is sound");
    return 0;
}
