#pragma once

#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace w3::people {

/// What is kept of a password: argon2id with its parameters and a salt of its own, as libsodium's
/// `crypto_pwhash_str` writes it. Takes 64 MiB and tens of milliseconds: not for an io thread.
std::string hash_password(const base::Secret& password);

/// Whether it is the password of this hash. Takes as long when it is not.
bool is_password(const std::string& hash, const base::Secret& password);

/// As much work as `is_password`, for accounts that do not exist.
void waste_as_much(const base::Secret& password);

/// Whether a hash was made with other parameters than today's.
bool is_outdated(const std::string& hash);

enum class PasswordFault { not_utf8, too_long, too_short, too_common, has_address };

/// Why a password is not taken; nothing: it is. `email` is the person's, whose parts are the first
/// guesses.
std::optional<PasswordFault> password_fault(std::string_view password, std::string_view email);

/// A password to be told once: 80 bits in four groups of letters and digits that are not mixed up.
base::Secret new_password();

}  // namespace w3::people
