#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who may ask: bearer tokens (JWT, RFC 7519) and the keys that judge them. The namespace is not
/// the folder's name because POSIX has a function `access`.
namespace auth {

/// Scope of a token that may see whole phone numbers where the tenant masks them.
constexpr std::string_view scope_full_numbers = "cdr:full";

/// What a good token says. A plain value.
struct Claims {
    std::string sip_domain;  ///< as written; compared without regard to ASCII case
    base::TenantId tenant_id;
    std::string issuer;   ///< `iss`; empty when the token has none
    std::string subject;  ///< `sub`; empty when the token has none
    base::Instant expires;
    std::optional<std::vector<base::StoreId>> store_ids;  ///< absent: every store; empty: none
    std::optional<std::vector<std::string>> exts;         ///< absent: every extension; empty: none
    std::vector<std::string> scopes;                      ///< the words of `scope`

    bool has_scope(std::string_view scope) const;

    bool operator==(const Claims&) const = default;
};

/// Why a token is refused; closed, so that every `switch` over it is complete.
enum class TokenFault {
    malformed,           ///< not three strict base64url parts, too long, or not sound JSON
    header_refused,      ///< a header field that would let the token choose its own key or form
    algorithm_refused,   ///< no configured key has this `alg`, or the key has another
    unknown_key,         ///< no configured key has this `kid`, or it is needed and missing
    bad_signature,       ///< the signature is not this key's
    bad_claim,           ///< `exp` is missing, or a claim has the wrong type or cannot be
    expired,             ///< `exp` is reached
    lifetime_too_long,   ///< valid for longer than 24 h
    not_yet_valid,       ///< `nbf` or `iat` is more than 30 s ahead
    wrong_audience,      ///< `aud` does not contain ours
    wrong_issuer,        ///< `iss` is not the issuer of the key
    no_tenant,           ///< `sip_domain` or `tenant_id` is missing or cannot name a tenant
    tenant_not_allowed,  ///< the issuer may not speak for this tenant
};

/// The fault's name for logs, for example `bad_signature`.
std::string_view to_string(TokenFault fault);

/// 401 when the token proves nothing, 403 when it is genuine but not good for this.
int http_status(TokenFault fault);

/// A phrase for `error_description` of `WWW-Authenticate`: quoted-string safe, and no more than an
/// attacker may know (expired or not valid).
std::string_view challenge_phrase(TokenFault fault);

}  // namespace auth
