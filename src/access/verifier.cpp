#include "access/verifier.hpp"

#include "access/claims_reader.hpp"
#include "access/compact.hpp"
#include "access/strict_json.hpp"
#include "base/folded_text.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace auth {
namespace {

namespace json = boost::json;

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

std::variant<const Verifier::Entry*, TokenFault> Verifier::choose(const CompactJws& jws) const {
    if (!has_key_of(jws.algorithm)) return TokenFault::algorithm_refused;
    const Entry* entry = nullptr;
    if (const json::value* kid = jws.header.if_contains("kid")) {
        const json::string* text = kid->if_string();
        if (text == nullptr || !is_key_id({text->data(), text->size()})) {
            return TokenFault::header_refused;
        }
        entry = find(jws.algorithm, {text->data(), text->size()});
    } else {
        entry = find_only(jws.algorithm);
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
    if (auto known = good_tokens_.find(token, now)) return std::move(*known);
    auto verdict = examine(token, now);
    if (const auto* claims = std::get_if<Claims>(&verdict)) good_tokens_.add(token, *claims, now);
    return verdict;
}

std::variant<Claims, TokenFault> Verifier::examine(std::string_view token,
                                                   base::Instant now) const {
    const auto read = read_compact(token);
    if (const auto* fault = std::get_if<TokenFault>(&read)) return *fault;
    const CompactJws& jws = std::get<CompactJws>(read);
    const auto chosen = choose(jws);
    if (const auto* fault = std::get_if<TokenFault>(&chosen)) return *fault;
    const Entry& entry = *std::get<const Entry*>(chosen);
    if (!is_signed_by(jws, entry.key)) return TokenFault::bad_signature;
    return judge(jws.payload, issuers_[entry.issuer], now);
}

}  // namespace auth
