#include "access/verifier.hpp"

#include "access/base64url.hpp"
#include "access/claims_reader.hpp"
#include "access/strict_json.hpp"
#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace auth {
namespace {

namespace json = boost::json;

/// Fields that would let a token bring its own key, change how it is read, or demand what we do
/// not do (RFC 8725 section 3.10, RFC 7515 section 4.1.11).
constexpr std::array<const char*, 6> refused_fields = {"jwk", "jku", "x5u", "x5c", "crit", "zip"};

struct Parts {
    std::string_view signed_bytes;  ///< header and claims as they were signed
    std::string header, claims, signature;
};

std::optional<Parts> split(std::string_view token) {
    if (token.size() > base::limits::token_bytes_max) return std::nullopt;
    const std::size_t first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = token.find('.', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    auto header = decode_base64url(token.substr(0, first));
    auto claims = decode_base64url(token.substr(first + 1, second - first - 1));
    auto signature = decode_base64url(token.substr(second + 1));
    if (!header || !claims || !signature) return std::nullopt;
    return Parts{token.substr(0, second), std::move(*header), std::move(*claims),
                 std::move(*signature)};
}

bool may_speak_for(const Issuer& issuer, std::string_view sip_domain) {
    return issuer.every_tenant ||
           std::any_of(issuer.tenants.begin(), issuer.tenants.end(), [&](const std::string& name) {
               return base::ascii_lower(name) == base::ascii_lower(sip_domain);
           });
}

}  // namespace

base::Result<std::shared_ptr<const Verifier>> Verifier::make(std::string audience,
                                                             std::vector<Issuer> issuers) {
    if (audience.empty()) return base::invalid("the audience of tokens may not be empty");
    std::shared_ptr<Verifier> verifier(new Verifier);
    for (std::size_t i = 0; i < issuers.size(); ++i) {
        const Issuer& issuer = issuers[i];
        const std::string who = "issuer \"" + issuer.name + "\"";
        if (issuer.keys.empty()) return base::invalid(who + " has no key");
        if (issuer.tenants.empty() && !issuer.every_tenant) {
            return base::invalid(who + " may speak for no tenant: list its tenants, or \"*\"");
        }
        for (const Key& key : issuer.keys) {
            for (const Entry& other : verifier->entries_) {
                const bool same_name = other.key.kid() == key.kid();
                if (same_name && !key.kid().empty()) {
                    return base::invalid("two keys have the key id \"" + key.kid() + "\"");
                }
                if (same_name && other.key.algorithm() == key.algorithm()) {
                    return base::invalid("two " + std::string(to_string(key.algorithm())) +
                                         " keys have no key id: give each one");
                }
            }
            verifier->entries_.push_back({key, i});
        }
    }
    verifier->audience_ = std::move(audience);
    verifier->issuers_ = std::move(issuers);
    return std::shared_ptr<const Verifier>(std::move(verifier));
}

const Verifier::Entry* Verifier::find(Algorithm algorithm, std::string_view kid) const {
    for (const Entry& entry : entries_) {
        if (entry.key.kid() == kid && entry.key.algorithm() == algorithm) return &entry;
    }
    return nullptr;
}

const Verifier::Entry* Verifier::find_only(Algorithm algorithm) const {
    const Entry* found = nullptr;
    for (const Entry& entry : entries_) {
        if (entry.key.algorithm() != algorithm) continue;
        if (found != nullptr) return nullptr;
        found = &entry;
    }
    return found;
}

bool Verifier::has_key_of(Algorithm algorithm) const {
    return std::any_of(entries_.begin(), entries_.end(),
                       [&](const Entry& entry) { return entry.key.algorithm() == algorithm; });
}

std::variant<const Verifier::Entry*, TokenFault> Verifier::choose(
    std::string_view header_json) const {
    const auto header = parse_strict_object(header_json);
    if (!header) return TokenFault::malformed;
    for (const char* field : refused_fields) {
        if (header->contains(field)) return TokenFault::header_refused;
    }
    const json::value* alg = header->if_contains("alg");
    const json::string* name = alg == nullptr ? nullptr : alg->if_string();
    if (name == nullptr) return TokenFault::algorithm_refused;
    const auto algorithm = algorithm_of({name->data(), name->size()});
    if (!algorithm || !has_key_of(*algorithm)) return TokenFault::algorithm_refused;

    const Entry* entry = nullptr;
    if (const json::value* kid = header->if_contains("kid")) {
        const json::string* text = kid->if_string();
        if (text == nullptr || !is_key_id({text->data(), text->size()})) {
            return TokenFault::header_refused;
        }
        entry = find(*algorithm, {text->data(), text->size()});
    } else {
        entry = find_only(*algorithm);
    }
    if (entry == nullptr) return TokenFault::unknown_key;
    return entry;
}

std::variant<Claims, TokenFault> Verifier::judge(std::string_view claims_json, const Issuer& issuer,
                                                 base::Instant now) const {
    const auto object = parse_strict_object(claims_json);
    if (!object) return TokenFault::malformed;
    auto claims = read_claims(*object, audience_, now);
    if (const Claims* good = std::get_if<Claims>(&claims)) {
        if (!issuer.name.empty() && good->issuer != issuer.name) return TokenFault::wrong_issuer;
        if (!may_speak_for(issuer, good->sip_domain)) return TokenFault::tenant_not_allowed;
    }
    return claims;
}

std::variant<Claims, TokenFault> Verifier::verify(std::string_view token, base::Instant now) const {
    const auto parts = split(token);
    if (!parts) return TokenFault::malformed;
    const auto chosen = choose(parts->header);
    if (const auto* fault = std::get_if<TokenFault>(&chosen)) return *fault;
    const Entry& entry = *std::get<const Entry*>(chosen);
    if (!entry.key.verifies(parts->signed_bytes, parts->signature)) {
        return TokenFault::bad_signature;
    }
    return judge(parts->claims, issuers_[entry.issuer], now);
}

}  // namespace auth
