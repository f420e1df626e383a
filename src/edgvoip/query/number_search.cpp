#include "edgvoip/query/number_search.hpp"

#include "base/phone_number.hpp"

#include <algorithm>

namespace edgvoip::query {
namespace {

constexpr std::size_t digits_max = 32;

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// Digits with at most one `+`, in front, and the separators people write.
bool is_typed_number(std::string_view text) {
    text = trim(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    return text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789 -./()") == std::string_view::npos;
}

void add(std::vector<std::string>& prefixes, std::string prefix) {
    if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) {
        prefixes.push_back(std::move(prefix));
    }
}

/// `international` are digits that begin with a calling code; adds them as E.164 and, when the code
/// is the tenant's, what follows it.
void add_international(std::vector<std::string>& prefixes, const std::string& international,
                       const std::string& code) {
    add(prefixes, "+" + international);
    if (!code.empty() && international.starts_with(code) &&
        international.size() > code.size() + 1) {
        add(prefixes, international.substr(code.size()));
    }
}

}  // namespace

std::optional<std::string> read_number(std::string_view text, std::string_view country) {
    text = trim(text);
    if (is_typed_number(text)) {
        const std::string digits = base::digits_of(text);
        if (digits.size() > digits_max) return std::nullopt;
        const auto international = base::PhoneNumber::read("+" + digits, country);
        if (international.is_e164()) return international.text();
    }
    const auto number = base::PhoneNumber::read(text, country);
    if (number.is_withheld()) return std::nullopt;
    return number.text();
}

std::optional<std::string> read_did(std::string_view text, const directory::Tenant& tenant) {
    if (!is_typed_number(text)) return std::nullopt;
    if (const directory::Did* did = tenant.did(base::digits_of(text))) return did->did_e164;
    return read_number(text, tenant.country);
}

std::vector<std::string> number_prefixes(std::string_view typed, std::string_view country) {
    std::vector<std::string> prefixes;
    if (!is_typed_number(typed)) return prefixes;
    const std::string code = base::calling_code(country);
    const std::string digits = base::digits_of(typed);
    if (trim(typed).starts_with('+')) {
        add_international(prefixes, digits, code);
        return prefixes;
    }
    add(prefixes, digits);
    add_international(prefixes, digits, code);
    if (!code.empty()) add(prefixes, "+" + code + digits);
    if (digits.starts_with("00") && digits.size() > 2) {
        add_international(prefixes, digits.substr(2), code);
    }
    return prefixes;
}

std::string visible_digits(std::string_view number) {
    const std::string masked = base::mask_number(number);
    return masked.substr(0, masked.find('*'));
}

}  // namespace edgvoip::query
