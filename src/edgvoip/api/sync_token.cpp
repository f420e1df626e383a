#include "edgvoip/api/sync_token.hpp"

#include "base/limits.hpp"
#include "edgvoip/api/sealed_words.hpp"
#include "edgvoip/api/sight_text.hpp"

namespace edgvoip::api {
namespace {

constexpr std::string_view kind = "sync";
constexpr std::string_view version = "1";

}  // namespace

std::string write_sync_token(const auth::Seal& seal, base::TenantId tenant,
                             const query::Sight& sight, const query::ChangePlace& place,
                             base::Instant now) {
    base::check(place.removals_after.has_value(), "a token says from where on removals are told");
    std::string text(version);
    for (const std::string& word :
         {tenant.uuid.text(), sight_digest(seal, sight), std::to_string(place.after),
          std::to_string(*place.removals_after), std::to_string(now.us)}) {
        text += " " + word;
    }
    return seal.seal(kind, text);
}

std::variant<query::ChangePlace, SyncTokenFault> read_sync_token(const auth::Seal& seal,
                                                                 base::TenantId tenant,
                                                                 const query::Sight& sight,
                                                                 std::string_view token,
                                                                 base::Instant now) {
    constexpr std::int64_t memory_us = base::limits::sync_memory_days * base::us_per_day;
    const auto text = seal.unseal(kind, token);
    if (!text) return SyncTokenFault::not_ours;
    std::string_view rest = *text;
    if (next_word(rest) != version) return SyncTokenFault::stale;
    if (next_word(rest) != tenant.uuid.text()) return SyncTokenFault::not_ours;
    if (next_word(rest) != sight_digest(seal, sight)) return SyncTokenFault::stale;
    query::ChangePlace place;
    place.after = number_of(next_word(rest));
    place.removals_after = number_of(next_word(rest));
    if (number_of(next_word(rest)) < now.us - memory_us) return SyncTokenFault::stale;
    return place;
}

}  // namespace edgvoip::api
