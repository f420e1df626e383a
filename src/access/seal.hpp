#pragma once

#include "access/key.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace auth {

/// Texts that clients carry and bring back: they can read them, but neither make nor change one.
/// (HMAC-SHA256.) A seal says what a text is for, its kind, so that none can be used for another.
/// Immutable; copies share the key; any thread.
class Seal {
public:
    /// Fault::invalid when the key is shorter than `limits::hs256_secret_bytes_min`.
    static base::Result<Seal> of(const base::Secret& key);

    /// The text and its seal as base64url. `kind` is a constant of the program, without NUL.
    std::string seal(std::string_view kind, std::string_view text) const;

    /// The text; nothing when these are not the bytes that `seal` gave for this kind and key.
    std::optional<std::string> unseal(std::string_view kind, std::string_view sealed) const;

    /// 32 hexadecimal digits that stand for a longer text; without the key nobody can tell which.
    std::string digest(std::string_view kind, std::string_view text) const;

    /// The same in a fifteenth of the time, for what is asked of every answer: SipHash-2-4 of 128
    /// bits (Aumasson and Bernstein, 2012), with a key of its own. A digest is for what is kept.
    std::string tag(std::string_view kind, std::string_view text) const;

private:
    explicit Seal(Key key);

    Key key_;
    std::string tag_key_;
};

}  // namespace auth
