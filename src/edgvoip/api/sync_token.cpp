#include "edgvoip/api/sync_token.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace edgvoip::api {
namespace {

constexpr std::string_view kind = "sync";
constexpr std::string_view version = "1";

/// A list without order and repetition, hexadecimal between commas; `*` when there is none.
std::string canonical(std::optional<std::vector<std::string>> entries) {
    if (!entries) return "*";
    std::sort(entries->begin(), entries->end());
    entries->erase(std::unique(entries->begin(), entries->end()), entries->end());
    std::string out;
    for (const std::string& entry : *entries)
        out += base::to_hex(entry) + ",";
    return out;
}

/// The same for two sights exactly when they show the same.
std::string digest_of(const auth::Seal& seal, const query::Sight& sight) {
    std::optional<std::vector<std::string>> stores;
    if (sight.stores) {
        stores.emplace();
        for (const base::StoreId& store : *sight.stores)
            stores->push_back(store.uuid.text());
    }
    return seal.digest("sight", canonical(std::move(stores)) + " " + canonical(sight.exts) + " " +
                                    (sight.masked ? "masked" : "whole"));
}

/// Cuts the text in front of the next space off.
std::string_view next_word(std::string_view& rest) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    return word;
}

std::int64_t number_of(std::string_view word) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
    base::check(fault == std::errc() && end == word.data() + word.size(),
                "a sealed token holds numbers");
    return number;
}

}  // namespace

std::string write_sync_token(const auth::Seal& seal, base::TenantId tenant,
                             const query::Sight& sight, const query::ChangePlace& place,
                             base::Instant now) {
    base::check(place.removals_after.has_value(), "a token says from where on removals are told");
    std::string text(version);
    for (const std::string& word :
         {tenant.uuid.text(), digest_of(seal, sight), std::to_string(place.after),
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
    if (next_word(rest) != digest_of(seal, sight)) return SyncTokenFault::stale;
    query::ChangePlace place;
    place.after = number_of(next_word(rest));
    place.removals_after = number_of(next_word(rest));
    if (now.us - number_of(next_word(rest)) > memory_us) return SyncTokenFault::stale;
    return place;
}

}  // namespace edgvoip::api
