#include "w3/reader/reader.hpp"

#include "access/issue.hpp"
#include "w3/people/limits.hpp"

#include <chrono>
#include <utility>

namespace w3::reader {

Reader::Reader(Edgvoip edgvoip, auth::Key key, const base::Clock& clock)
    : edgvoip_(std::move(edgvoip)), key_(std::move(key)), clock_(clock) {}

base::Result<Reader::Kept> Reader::sign(const people::Tenant& tenant,
                                        const people::Person& person) const {
    const base::Instant now = clock_.now();
    Kept made;
    made.scope = people::scope_of(person);
    made.expires = {now.us + limits::token_seconds * base::us_per_second};
    auth::Claims claims;
    claims.issuer = edgvoip_.issuer;
    claims.subject = person.id.uuid.text();
    claims.sip_domain = tenant.sip_domain;
    claims.tenant_id = tenant.id;
    claims.store_ids = made.scope.store_ids;
    claims.exts = made.scope.exts;
    auto token = auth::issue_token(
        key_, claims,
        {.audience = edgvoip_.audience, .issued = now, .lifetime_seconds = limits::token_seconds});
    if (!token) return token.error();
    made.token = std::move(*token);
    return made;
}

base::Result<std::string> Reader::token_for(const people::Tenant& tenant,
                                            const people::Person& person) {
    const base::Instant soon = {clock_.now().us +
                                limits::token_seconds_left_min * base::us_per_second};
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(person.id);
    if (found != kept_.end() && found->second.expires > soon &&
        found->second.scope == people::scope_of(person)) {
        return found->second.token;
    }
    auto made = sign(tenant, person);
    if (!made) return made.error();
    if (kept_.size() >= limits::tokens_max) {
        std::erase_if(kept_, [&](const auto& entry) { return entry.second.expires <= soon; });
        if (kept_.size() >= limits::tokens_max) kept_.clear();
    }
    return kept_.insert_or_assign(person.id, std::move(*made)).first->second.token;
}

base::Result<http::Response> Reader::get(const Asker& asker, const std::string& target,
                                         std::string_view if_none_match) {
    auto token = token_for(asker.tenant, asker.person);
    if (!token) return token.error();
    http::Question question;
    question.listen = edgvoip_.address;
    question.target = target;
    question.headers = {{"Authorization", "Bearer " + *token},
                        {"X-Forwarded-For", asker.client_address},
                        {"X-Request-Id", asker.request_id}};
    if (!if_none_match.empty()) question.headers.emplace_back("If-None-Match", if_none_match);
    question.connect_time_max = std::chrono::milliseconds(limits::read_connect_ms);
    question.time_max = std::chrono::milliseconds(limits::read_ms);
    question.body_bytes_max = limits::read_bytes_max;
    return client_.get(question);
}

}  // namespace w3::reader
