#include "access/claims_reader.hpp"

#include "base/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <cmath>

namespace auth {
namespace {

namespace json = boost::json;
namespace limits = base::limits;

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

/// A claim that must be a string when it is there. False: it is there and something else.
bool read_text(const json::object& claims, std::string_view name, std::string& out) {
    const json::value* value = claims.if_contains({name.data(), name.size()});
    if (value == nullptr) return true;
    const json::string* text = value->if_string();
    if (text == nullptr) return false;
    out = view(*text);
    return true;
}

/// RFC 7519 NumericDate: seconds since 1970, whole or not. False: it is there and something else.
bool read_time(const json::object& claims, std::string_view name,
               std::optional<base::Instant>& out) {
    constexpr double last_second = 253'402'300'799.0;  // 9999-12-31T23:59:59Z
    const json::value* value = claims.if_contains({name.data(), name.size()});
    if (value == nullptr) return true;
    if (!value->is_number()) return false;
    const double seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= last_second)) return false;
    if (const std::int64_t* whole = value->if_int64()) {
        out = base::Instant{*whole * base::us_per_second};
    } else {
        out = base::Instant{std::llround(seconds * static_cast<double>(base::us_per_second))};
    }
    return true;
}

std::optional<TokenFault> check_times(const json::object& claims, base::Instant now,
                                      base::Instant& expires) {
    constexpr std::int64_t lifetime = limits::token_lifetime_seconds_max * base::us_per_second;
    constexpr std::int64_t leeway = limits::token_leeway_seconds * base::us_per_second;
    std::optional<base::Instant> exp, nbf, iat;
    if (!read_time(claims, "exp", exp) || !read_time(claims, "nbf", nbf) ||
        !read_time(claims, "iat", iat)) {
        return TokenFault::bad_claim;
    }
    if (!exp) return TokenFault::bad_claim;
    if (*exp <= now) return TokenFault::expired;
    if (exp->us > iat.value_or(now).us + lifetime) return TokenFault::lifetime_too_long;
    for (const auto& start : {nbf, iat}) {
        if (start && start->us > now.us + leeway) return TokenFault::not_yet_valid;
    }
    expires = *exp;
    return std::nullopt;
}

std::optional<TokenFault> check_audience(const json::object& claims, std::string_view audience) {
    const json::value* value = claims.if_contains("aud");
    if (value == nullptr) return TokenFault::wrong_audience;
    if (const json::string* text = value->if_string()) {
        if (view(*text) == audience) return std::nullopt;
        return TokenFault::wrong_audience;
    }
    const json::array* list = value->if_array();
    if (list == nullptr) return TokenFault::bad_claim;
    bool found = false;
    for (const json::value& element : *list) {
        const json::string* text = element.if_string();
        if (text == nullptr) return TokenFault::bad_claim;
        found = found || view(*text) == audience;
    }
    if (!found) return TokenFault::wrong_audience;
    return std::nullopt;
}

/// A claim that must be a list of strings when it is there. False: it is there and something else.
bool read_list(const json::object& claims, std::string_view name,
               std::optional<std::vector<std::string>>& out) {
    const json::value* value = claims.if_contains({name.data(), name.size()});
    if (value == nullptr) return true;
    const json::array* list = value->if_array();
    if (list == nullptr || list->size() > limits::token_list_entries_max) return false;
    out.emplace();
    for (const json::value& element : *list) {
        const json::string* text = element.if_string();
        if (text == nullptr || text->empty()) return false;
        out->emplace_back(view(*text));
    }
    return true;
}

bool read_stores(const json::object& claims, std::optional<std::vector<base::StoreId>>& out) {
    std::optional<std::vector<std::string>> texts;
    if (!read_list(claims, "store_ids", texts)) return false;
    if (!texts) return true;
    out.emplace();
    for (const std::string& text : *texts) {
        const auto uuid = base::Uuid::parse(text);
        if (!uuid) return false;
        out->push_back({*uuid});
    }
    return true;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::optional<TokenFault> read_tenant(const json::object& json, Claims& claims) {
    constexpr std::size_t domain_bytes_max = 253;
    std::string tenant_id;
    if (!read_text(json, "sip_domain", claims.sip_domain) ||
        !read_text(json, "tenant_id", tenant_id)) {
        return TokenFault::bad_claim;
    }
    const auto uuid = base::Uuid::parse(tenant_id);
    if (claims.sip_domain.empty() || claims.sip_domain.size() > domain_bytes_max || !uuid) {
        return TokenFault::no_tenant;
    }
    claims.tenant_id = {*uuid};
    return std::nullopt;
}

}  // namespace

std::variant<Claims, TokenFault> read_claims(const json::object& json, std::string_view audience,
                                             base::Instant now) {
    Claims claims;
    if (const auto fault = check_times(json, now, claims.expires)) return *fault;
    if (const auto fault = check_audience(json, audience)) return *fault;
    std::string scope;
    if (!read_text(json, "iss", claims.issuer) || !read_text(json, "sub", claims.subject) ||
        !read_text(json, "scope", scope) || !read_stores(json, claims.store_ids) ||
        !read_list(json, "exts", claims.exts)) {
        return TokenFault::bad_claim;
    }
    claims.scopes = words_of(scope);
    if (const auto fault = read_tenant(json, claims)) return *fault;
    return claims;
}

}  // namespace auth
