#include "edgvoip/api/cursor.hpp"

#include "access/base64url.hpp"
#include "base/limits.hpp"
#include "edgvoip/api/sealed_words.hpp"
#include "edgvoip/api/sight_text.hpp"

namespace edgvoip::api {
namespace {

constexpr std::string_view kind = "cursor";
constexpr std::string_view version = "1";

}  // namespace

std::string write_cursor(const auth::Seal& seal, base::TenantId tenant, const query::Sight& sight,
                         const Cursor& cursor, base::Instant now) {
    std::string text(version);
    // A call's id may be any text; the query, which may be any too, comes last.
    for (const std::string& word :
         {tenant.uuid.text(), sight_digest(seal, sight), std::to_string(now.us),
          std::to_string(cursor.from.us), std::to_string(cursor.to.us),
          std::to_string(cursor.place.begun_at), std::to_string(cursor.place.behind.key),
          auth::encode_base64url(cursor.place.behind.id.text), cursor.query}) {
        text += ' ';
        text += word;
    }
    return seal.seal(kind, text);
}

std::variant<Cursor, CursorFault> read_cursor(const auth::Seal& seal, base::TenantId tenant,
                                              const query::Sight& sight, std::string_view text,
                                              base::Instant now) {
    constexpr std::int64_t memory_us = base::limits::sync_memory_days * base::us_per_day;
    const auto opened = seal.unseal(kind, text);
    if (!opened) return CursorFault::not_ours;
    std::string_view rest = *opened;
    if (next_word(rest) != version) return CursorFault::stale;
    if (next_word(rest) != tenant.uuid.text()) return CursorFault::not_ours;
    if (next_word(rest) != sight_digest(seal, sight)) return CursorFault::stale;
    // What moved within the list is remembered so long.
    if (number_of(next_word(rest)) < now.us - memory_us) return CursorFault::stale;
    Cursor cursor;
    cursor.from = {number_of(next_word(rest))};
    cursor.to = {number_of(next_word(rest))};
    cursor.place.begun_at = number_of(next_word(rest));
    cursor.place.behind.key = number_of(next_word(rest));
    const auto id = auth::decode_base64url(next_word(rest));
    base::check(id.has_value(), "a sealed cursor holds a call's id");
    cursor.place.behind.id = {*id};
    cursor.query = rest;
    return cursor;
}

}  // namespace edgvoip::api
