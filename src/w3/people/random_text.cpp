#include "w3/people/random_text.hpp"

#include "access/base64url.hpp"

#include <sodium.h>

namespace w3::people {

base::Secret random_text() {
    constexpr std::size_t bytes = 32;
    return base::Secret(auth::encode_base64url(base::Secret::random(bytes).reveal()));
}

std::string digest_of(std::string_view text) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return digest;
}

bool is_same(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace w3::people
