// A percent-encoded text.
#include "http/percent_encoding.hpp"

#include "base/error.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    for (const http::Plus plus : {http::Plus::is_plus, http::Plus::is_space}) {
        base::check(http::percent_decode(http::percent_encoded(bytes), plus) == bytes,
                    "what is encoded is decoded to the same");
        const auto decoded = http::percent_decode(bytes, plus);
        if (!decoded) {
            base::check(bytes.find('%') != std::string_view::npos, "only a % can be wrong");
            continue;
        }
        base::check(decoded->size() <= bytes.size(), "decoding makes nothing longer");
        const bool untouched = bytes.find_first_of("%+") == std::string_view::npos;
        base::check(!untouched || *decoded == bytes, "what is not encoded stays");
    }
    return 0;
}
