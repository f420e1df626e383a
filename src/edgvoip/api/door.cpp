#include "edgvoip/api/door.hpp"

#include "edgvoip/api/problems.hpp"
#include "http/ascii.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::api {
namespace {

/// The token of the only `Authorization: Bearer` field; nothing when there is none such.
std::optional<std::string_view> bearer_token(const http::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    std::optional<std::string_view> token;
    for (const auto& [name, value] : request.headers) {
        if (!http::same_ignoring_case(name, "Authorization")) continue;
        const std::string_view field = value;
        if (token || !http::same_ignoring_case(field.substr(0, scheme.size()), scheme)) {
            return std::nullopt;
        }
        token = field.substr(scheme.size());
        token->remove_prefix(std::min(token->find_first_not_of(' '), token->size()));
    }
    if (token && token->empty()) return std::nullopt;
    return token;
}

http::Answer challenge(ProblemKind kind, std::string_view phrase, const http::Request& request) {
    http::Answer answer = problem(kind, request);
    answer.headers.emplace_back(
        "WWW-Authenticate",
        "Bearer error=\"invalid_token\", error_description=\"" + std::string(phrase) + "\"");
    return answer;
}

http::Answer refuse(const ApiContext& context, auth::TokenFault fault,
                    const http::Request& request) {
    context.observer->event(
        base::Severity::info, "token_refused",
        {{"request_id", std::string_view(request.request_id)}, {"fault", auth::to_string(fault)}});
    if (fault == auth::TokenFault::no_tenant) {
        return problem(ProblemKind::tenant_unknown, request);
    }
    if (fault == auth::TokenFault::tenant_not_allowed) {
        return problem(ProblemKind::tenant_not_allowed, request);
    }
    return challenge(fault == auth::TokenFault::expired ? ProblemKind::token_expired
                                                        : ProblemKind::token_invalid,
                     auth::challenge_phrase(fault), request);
}

query::Sight sight_of(const auth::Claims& claims, const directory::Tenant& tenant) {
    query::Sight sight;
    sight.stores = claims.store_ids;
    sight.exts = claims.exts;
    sight.masked = tenant.settings.mask_numbers && !claims.has_scope(auth::scope_full_numbers);
    return sight;
}

}  // namespace

std::variant<Visitor, http::Answer> enter(const ApiContext& context, const http::Request& request,
                                          http::QueryParameters& parameters) {
    const auto token = bearer_token(request);
    if (!token) {
        return challenge(ProblemKind::token_missing, "a bearer token is required", request);
    }
    Visitor visitor;
    visitor.now = context.clock->now();
    const auto verdict = context.verifier()->verify(*token, visitor.now);
    if (const auto* fault = std::get_if<auth::TokenFault>(&verdict)) {
        return refuse(context, *fault, request);
    }
    const auto& claims = std::get<auth::Claims>(verdict);
    visitor.directory = context.directory();
    visitor.tenant = visitor.directory->by_id(claims.tenant_id);
    if (visitor.tenant == nullptr ||
        !http::same_ignoring_case(visitor.tenant->sip_domain, claims.sip_domain)) {
        return problem(ProblemKind::tenant_unknown, request);
    }
    const auto asked_domain = parameters.text("sip_domain");
    if (asked_domain && !http::same_ignoring_case(*asked_domain, claims.sip_domain)) {
        return problem(ProblemKind::tenant_differs, request);
    }
    visitor.sight = sight_of(claims, *visitor.tenant);
    return visitor;
}

}  // namespace edgvoip::api
