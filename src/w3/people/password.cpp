#include "w3/people/password.hpp"

#include "base/error.hpp"
#include "base/folded_text.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <sodium.h>

namespace w3::people {
namespace {

/// libsodium, made ready before its first use.
void use_sodium() {
    static const bool ready = sodium_init() >= 0;
    base::check(ready, "libsodium can be used");
}

/// Twelve characters and more that everybody tries, folded; rules catch what repeats or counts.
constexpr std::array<std::string_view, 24> known_passwords = {
    "passwordpassword", "password1234",  "password12345",  "password123456", "passw0rd1234",
    "qwertyuiop12",     "qwertyuiop123", "qwertyuiopasdf", "qwerty123456",   "1q2w3e4r5t6y",
    "1qaz2wsx3edc",     "q1w2e3r4t5y6",  "qazwsxedcrfv",   "iloveyou1234",   "administrator",
    "amministratore",   "benvenuto1234", "benvenuti2025",  "benvenuti2026",  "cambiami1234",
    "letmein12345",     "welcome12345",  "forzajuventus1", "edgvoip12345",
};

bool has_few_characters(std::string_view text) {
    constexpr std::size_t different_min = 5;
    return std::set<char>(text.begin(), text.end()).size() < different_min;
}

/// Every character the next of the one before, up or down, but for a few.
bool counts_up_or_down(std::string_view text) {
    std::size_t up = 0;
    std::size_t down = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char last = text[i - 1];
        if (text[i] == last + 1 || (last == '9' && text[i] == '0')) ++up;
        if (text[i] == last - 1 || (last == '0' && text[i] == '9')) ++down;
    }
    return std::max(up, down) * 4 >= text.size() * 3;
}

std::size_t characters_of(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

bool has_part_of(std::string_view password, std::string_view email) {
    constexpr std::size_t part_min = 4;
    const std::string name = base::ascii_lower(email.substr(0, email.find('@')));
    return name.size() >= part_min && password.find(name) != std::string_view::npos;
}

}  // namespace

std::string hash_password(const base::Secret& password) {
    use_sodium();
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    const std::string_view bytes = password.reveal();
    base::check(crypto_pwhash_str(hash.data(), bytes.data(), bytes.size(), limits::password_passes,
                                  limits::password_memory_bytes) == 0,
                "there is memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool is_password(const std::string& hash, const base::Secret& password) {
    use_sodium();
    const std::string_view bytes = password.reveal();
    return crypto_pwhash_str_verify(hash.c_str(), bytes.data(), bytes.size()) == 0;
}

void waste_as_much(const base::Secret& password) {
    static const std::string nobodys = hash_password(new_password());
    static_cast<void>(is_password(nobodys, password));
}

bool is_outdated(const std::string& hash) {
    use_sodium();
    return crypto_pwhash_str_needs_rehash(hash.c_str(), limits::password_passes,
                                          limits::password_memory_bytes) != 0;
}

std::optional<PasswordFault> password_fault(std::string_view password, std::string_view email) {
    if (!base::is_valid_utf8(password)) return PasswordFault::not_utf8;
    if (password.size() > limits::password_bytes_max) return PasswordFault::too_long;
    if (characters_of(password) < limits::password_chars_min) {
        return PasswordFault::too_short;
    }
    const std::string folded = base::ascii_lower(password);
    const bool known =
        std::find(known_passwords.begin(), known_passwords.end(), folded) != known_passwords.end();
    if (known || has_few_characters(folded) || counts_up_or_down(folded))
        return PasswordFault::too_common;
    if (has_part_of(folded, email)) return PasswordFault::has_address;
    return std::nullopt;
}

base::Secret new_password() {
    // 32 of them, so that a byte's low bits choose evenly; none looks like another.
    constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    constexpr std::size_t group = 4;
    constexpr std::size_t characters = 16;
    const base::Secret bytes = base::Secret::random(characters);
    std::string out;
    for (std::size_t i = 0; i < characters; ++i) {
        if (i > 0 && i % group == 0) out += '-';
        out += alphabet[static_cast<unsigned char>(bytes.reveal()[i]) % alphabet.size()];
    }
    return base::Secret(std::move(out));
}

}  // namespace w3::people
