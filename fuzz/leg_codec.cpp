// A stored leg record.
#include "edgvoip/call/leg_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto record = edgvoip::call::decode_leg_record(bytes);
    if (!record) return 0;
    const std::string again = edgvoip::call::encode(*record);
    base::check(edgvoip::call::encode(edgvoip::call::decode_leg_record(again).value()) == again,
                "what is encoded reads back the same");
    return 0;
}
