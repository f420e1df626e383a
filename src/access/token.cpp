#include "access/token.hpp"

#include <algorithm>

namespace auth {

bool Claims::has_scope(std::string_view scope) const {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string_view to_string(TokenFault fault) {
    switch (fault) {
        case TokenFault::malformed:
            return "malformed";
        case TokenFault::header_refused:
            return "header_refused";
        case TokenFault::algorithm_refused:
            return "algorithm_refused";
        case TokenFault::unknown_key:
            return "unknown_key";
        case TokenFault::bad_signature:
            return "bad_signature";
        case TokenFault::bad_claim:
            return "bad_claim";
        case TokenFault::expired:
            return "expired";
        case TokenFault::lifetime_too_long:
            return "lifetime_too_long";
        case TokenFault::not_yet_valid:
            return "not_yet_valid";
        case TokenFault::wrong_audience:
            return "wrong_audience";
        case TokenFault::wrong_issuer:
            return "wrong_issuer";
        case TokenFault::no_tenant:
            return "no_tenant";
        case TokenFault::tenant_not_allowed:
            return "tenant_not_allowed";
    }
    return "unknown";
}

int http_status(TokenFault fault) {
    return fault == TokenFault::no_tenant || fault == TokenFault::tenant_not_allowed ? 403 : 401;
}

std::string_view challenge_phrase(TokenFault fault) {
    return fault == TokenFault::expired ? "the token has expired" : "the token is not valid";
}

}  // namespace auth
