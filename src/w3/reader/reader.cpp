#include "w3/reader/reader.hpp"

#include "access/issue.hpp"
#include "w3/people/limits.hpp"

#include <chrono>
#include <utility>

namespace w3::reader {

Reader::Reader(Edgvoip edgvoip, auth::Key key, const base::Clock& clock)
    : edgvoip_(std::move(edgvoip)), key_(std::move(key)), clock_(clock) {}

base::Result<Reader::Kept> Reader::sign(const people::Tenant& tenant, people::PersonId subject,
                                        people::Scope scope) const {
    const base::Instant now = clock_.now();
    Kept made;
    made.scope = std::move(scope);
    made.expires = {now.us + limits::token_seconds * base::us_per_second};
    auth::Claims claims;
    claims.issuer = edgvoip_.issuer;
    claims.subject = subject.uuid.text();
    claims.sip_domain = tenant.sip_domain;
    claims.tenant_id = tenant.id;
    claims.store_ids = made.scope.store_ids;
    claims.exts = made.scope.exts;
    if (made.scope.has_full_numbers) claims.scopes = {std::string(auth::scope_full_numbers)};
    auto token = auth::issue_token(
        key_, claims,
        {.audience = edgvoip_.audience, .issued = now, .lifetime_seconds = limits::token_seconds});
    if (!token) return token.error();
    made.token = std::move(*token);
    return made;
}

base::Result<std::string> Reader::token(const people::Tenant& tenant, people::PersonId subject,
                                        const people::Scope& scope) {
    const base::Instant soon = {clock_.now().us +
                                limits::token_seconds_left_min * base::us_per_second};
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(subject);
    if (found != kept_.end() && found->second.expires > soon && found->second.scope == scope) {
        return found->second.token;
    }
    auto made = sign(tenant, subject, scope);
    if (!made) return made.error();
    if (kept_.size() >= limits::tokens_max) {
        std::erase_if(kept_, [&](const auto& entry) { return entry.second.expires <= soon; });
        if (kept_.size() >= limits::tokens_max) kept_.clear();
    }
    return kept_.insert_or_assign(subject, std::move(*made)).first->second.token;
}

base::Result<std::string> Reader::token_for(const people::Tenant& tenant,
                                            const people::Person& person) {
    return token(tenant, person.id, people::scope_of(person));
}

http::Question Reader::question(const std::string& token, const std::string& target) const {
    http::Question question;
    question.listen = edgvoip_.address;
    question.target = target;
    question.headers = {{"Authorization", "Bearer " + token}};
    question.connect_time_max = std::chrono::milliseconds(limits::read_connect_ms);
    question.time_max = std::chrono::milliseconds(limits::read_ms);
    question.body_bytes_max = limits::read_bytes_max;
    return question;
}

base::Result<http::Question> Reader::question_for(const Asker& asker, const std::string& target) {
    const auto token = token_for(asker.tenant, asker.person);
    if (!token) return token.error();
    http::Question asked = question(*token, target);
    asked.headers.emplace_back("X-Forwarded-For", asker.client_address);
    asked.headers.emplace_back("X-Request-Id", asker.request_id);
    return asked;
}

base::Result<http::Response> Reader::get(const Asker& asker, const std::string& target,
                                         std::string_view if_none_match) {
    auto asked = question_for(asker, target);
    if (!asked) return asked.error();
    if (!if_none_match.empty()) asked->headers.emplace_back("If-None-Match", if_none_match);
    return client_.get(*asked);
}

base::Result<http::Response> Reader::get_for_itself(const people::Tenant& tenant,
                                                    const std::string& target) {
    // No person has the id of a tenant: both are random.
    const auto its =
        token(tenant, {tenant.id.uuid},
              {.store_ids = std::nullopt, .exts = std::nullopt, .has_full_numbers = true});
    if (!its) return its.error();
    return client_.get(question(*its, target));
}

}  // namespace w3::reader
