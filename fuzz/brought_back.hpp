#pragma once

#include "access/seal.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"

#include <string>
#include <string_view>

/// What the targets for sealed texts share: one key, so that a corpus keeps its meaning.
namespace brought_back {

inline const auth::Seal& seal() {
    static const auto made = auth::Seal::of(base::Secret(std::string(32, 'k'))).value();
    return made;
}

inline const base::TenantId tenant{
    base::Uuid::parse("6f1d0a4e-0000-4000-8000-0000000000a1").value()};
inline const base::TenantId other_tenant{
    base::Uuid::parse("6f1d0a4e-0000-4000-8000-0000000000b2").value()};
inline constexpr base::Instant now{1'795'435'200'000'000};

/// check()s that bytes from outside are opened only when they are what the seal gives, to the bit.
inline void check_is_not_forged(std::string_view kind, std::string_view bytes) {
    if (const auto opened = seal().unseal(kind, bytes)) {
        base::check(seal().seal(kind, *opened) == bytes, "a sealed text has one form");
    }
}

/// The bytes behind the words that a sealed text begins with (its version, tenant and sight), and
/// sealed: as somebody would who has the key. `written` is any text of this kind.
inline std::string sealed_behind_head(std::string_view kind, std::string_view written,
                                      std::string_view bytes) {
    std::string text = seal().unseal(kind, written).value();
    std::size_t end = 0;
    for (int words = 0; words < 3; ++words)
        end = text.find(' ', end) + 1;
    text.replace(end, std::string::npos, bytes);
    return seal().seal(kind, text);
}

}  // namespace brought_back
