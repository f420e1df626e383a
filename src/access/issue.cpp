#include "access/issue.hpp"

#include "access/base64url.hpp"
#include "base/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace auth {
namespace {

namespace json = boost::json;

json::object claims_json(const Claims& claims, const Issuing& issuing) {
    const std::int64_t issued = issuing.issued.us / base::us_per_second;
    json::object out;
    if (!claims.issuer.empty()) out["iss"] = claims.issuer;
    out["aud"] = issuing.audience;
    if (!claims.subject.empty()) out["sub"] = claims.subject;
    out["sip_domain"] = claims.sip_domain;
    out["tenant_id"] = claims.tenant_id.uuid.text();
    out["iat"] = issued;
    out["exp"] = issued + issuing.lifetime_seconds;
    if (claims.store_ids) {
        json::array list;
        for (const base::StoreId& id : *claims.store_ids)
            list.emplace_back(id.uuid.text());
        out["store_ids"] = std::move(list);
    }
    if (claims.exts) out["exts"] = json::array(claims.exts->begin(), claims.exts->end());
    std::string scope;
    for (const std::string& word : claims.scopes)
        scope += (scope.empty() ? "" : " ") + word;
    if (!scope.empty()) out["scope"] = scope;
    return out;
}

}  // namespace

base::Result<std::string> issue_token(const Key& key, const Claims& claims,
                                      const Issuing& issuing) {
    if (issuing.lifetime_seconds < 1 ||
        issuing.lifetime_seconds > base::limits::token_lifetime_seconds_max) {
        return base::invalid("a token lives from 1 second to 24 hours");
    }
    if (issuing.audience.empty()) return base::invalid("a token needs an audience");
    if (claims.sip_domain.empty()) return base::invalid("a token needs a SIP domain");
    json::object header{{"alg", std::string(to_string(key.algorithm()))}, {"typ", "JWT"}};
    if (!key.kid().empty()) header["kid"] = key.kid();
    std::string token = encode_base64url(json::serialize(header)) + "." +
                        encode_base64url(json::serialize(claims_json(claims, issuing)));
    token += "." + encode_base64url(key.sign(token));
    if (token.size() > base::limits::token_bytes_max) {
        return base::invalid("the token would be larger than 4 KiB: list fewer stores");
    }
    return token;
}

}  // namespace auth
