#include "access/seal.hpp"

#include "access/base64url.hpp"
#include "base/ids.hpp"
#include "base/limits.hpp"

#include <array>
#include <sodium.h>
#include <utility>

namespace auth {
namespace {

constexpr std::size_t mac_bytes = 32;
constexpr std::size_t digest_bytes = 16;

/// What is authenticated: the kind cannot run over into the text, nor a seal pass for a digest.
std::string framed(std::string_view use, std::string_view kind, std::string_view text) {
    base::check(!kind.empty() && kind.find('\0') == std::string_view::npos,
                "a kind of sealed text is a word");
    std::string bytes;
    bytes.reserve(use.size() + kind.size() + text.size() + 2);
    bytes.append(use).append(1, '\0').append(kind).append(1, '\0').append(text);
    return bytes;
}

}  // namespace

Seal::Seal(Key key)
    : key_(std::move(key)),
      tag_key_(
          key_.sign(framed("key", "tag", "")).substr(0, crypto_shorthash_siphashx24_KEYBYTES)) {}

base::Result<Seal> Seal::of(const base::Secret& key) {
    if (key.reveal().size() < base::limits::hs256_secret_bytes_min) {
        return base::invalid("the key of sealed texts is too short");
    }
    // As hexadecimal: whatever the bytes are, they never look like a key file that is public.
    auto made = Key::hs256("", base::Secret(base::to_hex(key.reveal())));
    if (!made) return made.error();
    return Seal(std::move(*made));
}

std::string Seal::seal(std::string_view kind, std::string_view text) const {
    return encode_base64url(key_.sign(framed("seal", kind, text)).append(text));
}

std::optional<std::string> Seal::unseal(std::string_view kind, std::string_view sealed) const {
    const auto bytes = decode_base64url(sealed);
    if (!bytes || bytes->size() < mac_bytes) return std::nullopt;
    const std::string_view all = *bytes;
    const std::string_view text = all.substr(mac_bytes);
    if (!key_.verifies(framed("seal", kind, text), all.substr(0, mac_bytes))) return std::nullopt;
    return std::string(text);
}

std::string Seal::digest(std::string_view kind, std::string_view text) const {
    return base::to_hex(key_.sign(framed("digest", kind, text)).substr(0, digest_bytes));
}

std::string Seal::tag(std::string_view kind, std::string_view text) const {
    const auto octets = [](const std::string& bytes) {
        return reinterpret_cast<const unsigned char*>(bytes.data());
    };
    const std::string bytes = framed("tag", kind, text);
    std::array<char, crypto_shorthash_siphashx24_BYTES> hash{};
    const int outcome = crypto_shorthash_siphashx24(reinterpret_cast<unsigned char*>(hash.data()),
                                                    octets(bytes), bytes.size(), octets(tag_key_));
    base::check(outcome == 0, "SipHash takes every text");
    return base::to_hex({hash.data(), hash.size()});
}

}  // namespace auth
