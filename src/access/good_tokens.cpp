#include "access/good_tokens.hpp"

#include "base/limits.hpp"

namespace auth {

std::optional<Claims> GoodTokens::find(std::string_view token, base::Instant now) const {
    std::shared_ptr<const Claims> claims;
    {
        const std::lock_guard lock(mutex_);
        const auto found = tokens_.find(token);
        // What holds from some time on (`nbf`, `iat`) was true at `since`; a clock may step back.
        if (found == tokens_.end() || now < found->second.since) return std::nullopt;
        claims = found->second.claims;
    }
    if (now >= claims->expires) return std::nullopt;
    return *claims;
}

void GoodTokens::add(std::string_view token, const Claims& claims, base::Instant now) {
    auto held = std::make_shared<const Claims>(claims);
    const std::lock_guard lock(mutex_);
    // Expired ones go with the others; who is still there is soon held again.
    if (tokens_.size() >= base::limits::good_tokens_max) tokens_.clear();
    tokens_.insert_or_assign(std::string(token), Good{.claims = std::move(held), .since = now});
}

}  // namespace auth
