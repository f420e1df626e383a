#pragma once

#include "access/token.hpp"
#include "base/instant.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace auth {

/// Tokens that were found good, so that a client that comes again with the same one is not put
/// through cryptography again. Only good ones are held, at most `limits::good_tokens_max`, by one
/// set of keys: other keys mean an empty memory. Any thread.
class GoodTokens {
public:
    /// The claims of a token that was found good and still is: not before it was found so, and
    /// before it expires. Nothing says nothing of the token.
    std::optional<Claims> find(std::string_view token, base::Instant now) const;

    /// Holds a token that is good at that time.
    void add(std::string_view token, const Claims& claims, base::Instant now);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>()(text);
        }
    };
    struct Good {
        std::shared_ptr<const Claims> claims;
        base::Instant since;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Good, Hash, std::equal_to<>> tokens_;
};

}  // namespace auth
