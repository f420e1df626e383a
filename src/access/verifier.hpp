#pragma once

#include "access/good_tokens.hpp"
#include "access/key.hpp"
#include "access/token.hpp"
#include "base/error.hpp"
#include "base/instant.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auth {

struct CompactJws;

/// Who may sign, and for whom.
struct Issuer {
    std::string name;                  ///< what `iss` must be; empty: `iss` is not looked at
    bool every_tenant = false;         ///< `tenants = ["*"]`, only when written so
    std::vector<std::string> tenants;  ///< SIP domains it may speak for, in any ASCII case
    std::vector<Key> keys;
};

/// Judges tokens by a fixed table of keys: a changed configuration is a new verifier. Any thread.
class Verifier {
public:
    /// Fault::invalid when two keys have one `kid`, two keys without `kid` have one algorithm, the
    /// audience is empty, or an issuer has no key or no tenant.
    static base::Result<std::shared_ptr<const Verifier>> make(std::string audience,
                                                              std::vector<Issuer> issuers);

    /// The claims of a good token, or why it is refused. The signature is checked before any claim
    /// is looked at; `exp` has no leeway, `nbf` and `iat` have `limits::token_leeway_seconds`.
    std::variant<Claims, TokenFault> verify(std::string_view token, base::Instant now) const;

    /// Whether this very token was found good by these keys, and still is; soon forgotten, and then
    /// verify() says it anew.
    bool has_verified(std::string_view token, base::Instant now) const {
        return good_tokens_.find(token, now).has_value();
    }

private:
    struct Entry {
        Key key;
        std::size_t issuer = 0;  // place in issuers_
    };

    Verifier() = default;
    std::variant<Claims, TokenFault> examine(std::string_view token, base::Instant now) const;
    const Entry* find(Algorithm algorithm, std::string_view kid) const;
    const Entry* find_only(Algorithm algorithm) const;
    bool has_key_of(Algorithm algorithm) const;
    std::variant<const Entry*, TokenFault> choose(const CompactJws& jws) const;
    std::variant<Claims, TokenFault> judge(std::string_view claims_json, const Issuer& issuer,
                                           base::Instant now) const;

    std::string audience_;
    std::vector<Issuer> issuers_;
    std::vector<Entry> entries_;
    mutable GoodTokens good_tokens_;
};

}  // namespace auth
