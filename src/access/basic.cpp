#include "access/basic.hpp"

#include "base/error.hpp"
#include "base/folded_text.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <string>

namespace auth {
namespace {

using Hash = std::array<unsigned char, 32>;

Hash sha256(std::string_view text) {
    Hash hash{};
    const int done =
        EVP_Digest(text.data(), text.size(), hash.data(), nullptr, EVP_sha256(), nullptr);
    base::check(done == 1, "SHA-256 is there");
    return hash;
}

/// Base64 with padding, as RFC 7617 has it.
base::Secret encoded(std::string_view text) {
    std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                       reinterpret_cast<const unsigned char*>(text.data()),
                                       static_cast<int>(text.size()));
    out.resize(static_cast<std::size_t>(length));
    return base::Secret(std::move(out));
}

}  // namespace

BasicCredentials::BasicCredentials(std::string_view user, const base::Secret& password) {
    base::check(user.find(':') == std::string_view::npos, "a user's name has no colon");
    const base::Secret pair(std::string(user) + ":" + std::string(password.reveal()));
    hash_ = sha256(encoded(pair.reveal()).reveal());
}

bool BasicCredentials::accepts(std::optional<std::string_view> authorization) const {
    constexpr std::string_view scheme = "basic ";
    if (!authorization || authorization->size() < scheme.size()) return false;
    if (base::ascii_lower(authorization->substr(0, scheme.size())) != scheme) return false;
    std::string_view given = authorization->substr(scheme.size());
    given.remove_prefix(std::min(given.find_first_not_of(' '), given.size()));
    const Hash hash = sha256(given);
    return CRYPTO_memcmp(hash.data(), hash_.data(), hash.size()) == 0;
}

}  // namespace auth
