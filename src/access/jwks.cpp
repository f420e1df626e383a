#include "access/jwks.hpp"

#include "access/base64url.hpp"
#include "access/strict_json.hpp"
#include "base/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace auth {
namespace {

namespace json = boost::json;
namespace limits = base::limits;

/// What only the owner of a key may know (RFC 7518 sections 6.2.2, 6.3.2 and 6.4, RFC 8037).
constexpr std::array<const char*, 8> private_members = {"d",  "p",  "q",   "dp",
                                                        "dq", "qi", "oth", "k"};

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

/// A member that must be a text when it is there. Nothing: it is not there.
base::Result<std::optional<std::string_view>> text_of(const json::object& jwk, const char* name) {
    const json::value* value = jwk.if_contains(name);
    if (value == nullptr) return std::optional<std::string_view>();
    const json::string* text = value->if_string();
    if (text == nullptr) return base::invalid("\"" + std::string(name) + "\" is not a text");
    return std::optional(view(*text));
}

base::Result<std::string> octets_of(const json::object& jwk, const char* name) {
    const auto text = text_of(jwk, name);
    if (!text) return text.error();
    if (!*text) return base::invalid("it has no \"" + std::string(name) + "\"");
    auto octets = decode_base64url(**text);
    if (!octets) {
        return base::invalid("\"" + std::string(name) + "\" is not base64url without padding");
    }
    return std::move(*octets);
}

base::Result<void> check_is_public(const json::object& jwk) {
    for (const char* member : private_members) {
        if (jwk.contains(member)) {
            return base::invalid("it has the private member \"" + std::string(member) +
                                 "\": keep the private key with its owner, treat this one as known "
                                 "to others, and write only the public part here");
        }
    }
    return {};
}

base::Result<void> check_may_verify(const json::object& jwk) {
    const auto use = text_of(jwk, "use");
    if (!use) return use.error();
    if (*use && **use != "sig") {
        return base::invalid("its \"use\" is not \"sig\": only keys that verify signatures here");
    }
    const json::value* value = jwk.if_contains("key_ops");
    if (value == nullptr) return {};
    const json::array* operations = value->if_array();
    const bool may = operations != nullptr && std::find(operations->begin(), operations->end(),
                                                        json::value("verify")) != operations->end();
    if (!may) return base::invalid("its \"key_ops\" is not a list with \"verify\"");
    return {};
}

base::Result<std::string> kid_of(const json::object& jwk) {
    const auto kid = text_of(jwk, "kid");
    if (!kid) return kid.error();
    if (!*kid) return std::string();
    if (!is_key_id(**kid)) {
        return base::invalid("its \"kid\" is not 1 to 128 of the characters A-Z a-z 0-9 . _ -");
    }
    return std::string(**kid);
}

base::Result<void> check_curve(const json::object& jwk, std::string_view curve) {
    const auto crv = text_of(jwk, "crv");
    if (!crv) return crv.error();
    if (*crv != curve) {
        return base::invalid("its curve \"crv\" is not " + std::string(curve) +
                             ", the only one of its kind that is taken");
    }
    return {};
}

base::Result<Key> rsa_of(const json::object& jwk, std::string kid) {
    const auto n = octets_of(jwk, "n");
    if (!n) return n.error();
    const auto e = octets_of(jwk, "e");
    if (!e) return e.error();
    return Key::rs256(std::move(kid), *n, *e);
}

base::Result<Key> ec_of(const json::object& jwk, std::string kid) {
    if (const auto curve = check_curve(jwk, "P-256"); !curve) return curve.error();
    const auto x = octets_of(jwk, "x");
    if (!x) return x.error();
    const auto y = octets_of(jwk, "y");
    if (!y) return y.error();
    return Key::es256(std::move(kid), *x, *y);
}

base::Result<Key> okp_of(const json::object& jwk, std::string kid) {
    if (const auto curve = check_curve(jwk, "Ed25519"); !curve) return curve.error();
    const auto x = octets_of(jwk, "x");
    if (!x) return x.error();
    return Key::eddsa(std::move(kid), *x);
}

base::Result<Key> key_of_kind(const json::object& jwk) {
    const auto kty = text_of(jwk, "kty");
    if (!kty) return kty.error();
    if (!*kty) return base::invalid("it has no \"kty\"");
    if (*kty == "oct") {
        return base::invalid(
            "it is a shared secret (\"kty\": \"oct\"): a key set holds public keys only, a secret "
            "has a file of its own (hs256_secret_file)");
    }
    if (const auto is_public = check_is_public(jwk); !is_public) return is_public.error();
    if (const auto may = check_may_verify(jwk); !may) return may.error();
    auto kid = kid_of(jwk);
    if (!kid) return kid.error();
    if (*kty == "RSA") return rsa_of(jwk, std::move(*kid));
    if (*kty == "EC") return ec_of(jwk, std::move(*kid));
    if (*kty == "OKP") return okp_of(jwk, std::move(*kid));
    return base::invalid("its \"kty\" is none of RSA, EC and OKP");
}

base::Result<Key> read_jwk(const json::object& jwk) {
    auto key = key_of_kind(jwk);
    if (!key) return key;
    const auto alg = text_of(jwk, "alg");
    if (!alg) return alg.error();
    const std::string_view own = to_string(key->algorithm());
    if (*alg && *alg != own) {
        return base::invalid("its \"alg\" is not " + std::string(own) +
                             ", the only one that a key of its kind has here");
    }
    return key;
}

/// `key 2 "kid"`, the name only when it is one.
std::string place_of(std::size_t index, const json::value& jwk) {
    std::string place = "key " + std::to_string(index + 1);
    const json::object* object = jwk.if_object();
    const json::value* kid = object == nullptr ? nullptr : object->if_contains("kid");
    const json::string* text = kid == nullptr ? nullptr : kid->if_string();
    if (text != nullptr && is_key_id(view(*text))) place += " \"" + std::string(view(*text)) + "\"";
    return place;
}

base::Result<void> add_key(const json::value& jwk, std::vector<Key>& keys) {
    const json::object* object = jwk.if_object();
    if (object == nullptr) return base::invalid("it is not a JSON object");
    auto key = read_jwk(*object);
    if (!key) return key.error();
    const bool doubled = std::any_of(keys.begin(), keys.end(), [&](const Key& other) {
        return !key->kid().empty() && other.kid() == key->kid();
    });
    if (doubled) return base::invalid("another key of the set has its \"kid\"");
    keys.push_back(std::move(*key));
    return {};
}

}  // namespace

base::Result<std::vector<Key>> read_jwks(std::string_view text) {
    if (text.size() > limits::jwks_bytes_max) {
        return base::invalid("is larger than 256 KiB, which no key set needs");
    }
    const auto set = parse_strict_object(text);
    if (!set) {
        return base::invalid("is not a JSON object, or has a name twice, or nests too deep");
    }
    const json::value* member = set->if_contains("keys");
    const json::array* list = member == nullptr ? nullptr : member->if_array();
    if (list == nullptr) {
        return base::invalid("is not a key set: it looks like {\"keys\": [{\"kty\": …}]}");
    }
    if (list->empty()) return base::invalid("has no key");
    if (list->size() > limits::jwks_keys_max) {
        return base::invalid("has " + std::to_string(list->size()) + " keys, and may have " +
                             std::to_string(limits::jwks_keys_max));
    }
    std::vector<Key> keys;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const auto added = add_key((*list)[i], keys);
        if (!added) return base::within(place_of(i, (*list)[i]), added.error());
    }
    return keys;
}

base::Result<std::vector<Key>> read_jwks_file(const std::string& path) {
    const std::string where = "'" + path + "'";
    std::ifstream file(path, std::ios::binary);
    std::string text(limits::jwks_bytes_max + 1, '\0');
    if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad()) {
        return base::within(
            where, base::unavailable(std::string("cannot be read: ") + std::strerror(errno)));
    }
    text.resize(static_cast<std::size_t>(file.gcount()));
    auto keys = read_jwks(text);
    if (!keys) return base::within(where, keys.error());
    return keys;
}

}  // namespace auth
