// A file of public keys.
#include "access/jwks.hpp"

#include "base/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto keys = auth::read_jwks(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!keys) return 0;
    base::check(!keys->empty() && keys->size() <= base::limits::jwks_keys_max, "a set has 1 to 64");
    for (const auth::Key& key : *keys) {
        base::check(key.algorithm() != auth::Algorithm::hs256, "a set has no secrets");
        base::check(key.kid().empty() || auth::is_key_id(key.kid()), "a name is one");
        base::check(!key.verifies("bytes", ""), "no signature is none");
    }
    return 0;
}
