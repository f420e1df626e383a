#include "edgvoip/api/door.hpp"

#include "edgvoip/api/audit_line.hpp"
#include "edgvoip/api/client_key.hpp"
#include "edgvoip/api/problems.hpp"
#include "http/ascii.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace edgvoip::api {
namespace {

constexpr int unavailable = 503;

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
    if (fault == auth::TokenFault::expired) {
        return challenge(ProblemKind::token_expired, auth::challenge_phrase(fault), request);
    }
    // Expired tokens are everyday life; others are guesses, and each costs a signature check.
    if (!request.is_repeated) context.bad_tokens->take(client_key(request));
    return challenge(ProblemKind::token_invalid, auth::challenge_phrase(fault), request);
}

/// The claims of the request's token, or the answer when it has none that is good.
std::variant<auth::Claims, http::Answer> read_token(const ApiContext& context,
                                                    const http::Request& request,
                                                    base::Instant now) {
    const auto token = bearer_token(request);
    if (!token) {
        return challenge(ProblemKind::token_missing, "a bearer token is required", request);
    }
    const auto verifier = context.verifier();
    // Others behind the address of a guesser go on with the tokens they have.
    if (context.bad_tokens->is_on() && !verifier->has_verified(*token, now)) {
        const auth::Pace pace = context.bad_tokens->look(client_key(request));
        if (!pace.allowed) return context.bad_tokens->refusal(pace, request);
    }
    auto verdict = verifier->verify(*token, now);
    if (const auto* fault = std::get_if<auth::TokenFault>(&verdict)) {
        return refuse(context, *fault, request);
    }
    return std::get<auth::Claims>(std::move(verdict));
}

query::Sight sight_of(const auth::Claims& claims, const directory::Tenant& tenant) {
    query::Sight sight;
    sight.stores = claims.store_ids;
    sight.exts = claims.exts;
    sight.masked = tenant.settings.mask_numbers && !claims.has_scope(auth::scope_full_numbers);
    return sight;
}

http::Answer let_in(const ApiContext& context, const http::Request& request, const Visitor& visitor,
                    http::QueryParameters& parameters, const TenantRoute& route) {
    const auto asked_domain = parameters.text("sip_domain");
    if (asked_domain && !http::same_ignoring_case(*asked_domain, visitor.tenant->sip_domain)) {
        return problem(ProblemKind::tenant_differs, request);
    }
    return route.endpoint(context, request, visitor, parameters);
}

}  // namespace

http::Answer answer_at_the_door(const ApiContext& context, const http::Request& request,
                                const TenantRoute& route) {
    Visitor visitor;
    visitor.now = context.clock->now();
    auto token = read_token(context, request, visitor.now);
    if (auto* refusal = std::get_if<http::Answer>(&token)) return std::move(*refusal);
    const auto& claims = std::get<auth::Claims>(token);
    visitor.directory = context.directory();
    visitor.tenant = visitor.directory->by_id(claims.tenant_id);
    if (visitor.tenant == nullptr ||
        !http::same_ignoring_case(visitor.tenant->sip_domain, claims.sip_domain)) {
        return problem(ProblemKind::tenant_unknown, request);
    }
    visitor.sight = sight_of(claims, *visitor.tenant);
    visitor.token_expires = claims.expires;
    const auto& key = visitor.tenant->id.uuid.bytes;
    const auth::Pace pace =
        request.is_repeated ? context.tenants->look(key) : context.tenants->take(key);
    if (!pace.allowed && !request.is_repeated) return context.tenants->refusal(pace, request);
    http::QueryParameters parameters(request.query);
    http::Answer answer = let_in(context, request, visitor, parameters, route);
    // Who is told to come again was told nothing.
    if (context.audit && answer.status != unavailable) {
        const auto kept = context.audit(audit_line(
            *context.seal, {request, route.pattern, parameters, claims, *visitor.tenant, answer}));
        if (!kept) answer = store_problem(context, request, kept.error());
    }
    answer.about = visitor.tenant->sip_domain;
    context.tenants->tell(pace, answer);
    return answer;
}

}  // namespace edgvoip::api
