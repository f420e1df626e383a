#include "base/phone_number.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <set>
#include <unordered_map>

namespace base {
namespace {

using i18n::phonenumbers::PhoneNumberUtil;

bool is_withheld_text(std::string_view text) {
    static constexpr std::array<std::string_view, 7> words = {
        "", "anonymous", "unavailable", "unknown", "restricted", "private", "0000000000"};
    const std::string lower = ascii_lower(text);
    return std::find(words.begin(), words.end(), lower) != words.end();
}

/// Only what a telephone keypad or a person writing a number would use; libphonenumber would read
/// letters as keypad digits and so turn `queue-support` into a number.
bool looks_dialled(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') ||
               std::string_view("+ -./()").find(c) != std::string_view::npos;
    });
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

/// At most that many bytes, without cutting a UTF-8 character in two.
std::string_view cut(std::string_view text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && continues_character(text[bytes_max]))
        --bytes_max;
    return text.substr(0, bytes_max);
}

/// The number as E.164 when it is valid; empty when it is not.
std::string ask_the_plans(std::string_view text, std::string_view country) {
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber parsed;
    std::string formatted;
    if (util.Parse(std::string(text), std::string(country), &parsed) ==
            PhoneNumberUtil::NO_PARSING_ERROR &&
        util.IsValidNumber(parsed)) {
        util.Format(parsed, PhoneNumberUtil::E164, &formatted);
    }
    return formatted;
}

/// The answers that the plans gave lately. An answer costs a dozen regular expressions, and a call
/// names the same few numbers in each of its legs. Any thread.
class RecentAnswers {
public:
    std::string e164_of(std::string_view text, std::string_view country) {
        std::string question(country);
        question.append(1, ' ').append(text);
        Part& part = parts_[std::hash<std::string>()(question) % parts_.size()];
        {
            const std::lock_guard lock(part.mutex);
            const auto known = part.answers.find(question);
            if (known != part.answers.end()) return known->second;
        }
        std::string answer = ask_the_plans(text, country);
        const std::lock_guard lock(part.mutex);
        if (part.answers.size() == answers_max) part.answers.clear();
        part.answers.emplace(std::move(question), answer);
        return answer;
    }

private:
    static constexpr std::size_t answers_max = 10'000;  // of two short texts each

    /// So that threads seldom wait for each other.
    struct Part {
        std::mutex mutex;
        std::unordered_map<std::string, std::string> answers;
    };
    std::array<Part, 16> parts_;
};

std::string_view read_text(std::string_view as_given) {
    return cut(trim(user_part(as_given)), limits::record_text_bytes_max);
}

}  // namespace

std::string digits_of(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

std::string_view user_part(std::string_view uri) {
    uri = trim(uri);
    if (const auto open = uri.find('<'); open != std::string_view::npos) {
        uri = uri.substr(open + 1);
        uri = uri.substr(0, uri.find('>'));
    }
    const std::string lower = ascii_lower(uri.substr(0, 5));
    for (const std::string_view scheme : {"sips:", "sip:", "tel:"}) {
        if (lower.starts_with(scheme)) {
            uri.remove_prefix(scheme.size());
            break;
        }
    }
    return uri.substr(0, uri.find_first_of("@;"));
}

PhoneNumber PhoneNumber::read(std::string_view as_given, std::string_view country) {
    const std::string_view text = read_text(as_given);
    if (is_withheld_text(text)) return {Kind::withheld, {}};
    if (looks_dialled(text)) {
        static RecentAnswers answers;
        std::string e164 = answers.e164_of(text, country);
        if (!e164.empty()) return {Kind::e164, std::move(e164)};
    }
    return {Kind::other, std::string(text)};
}

bool is_withheld(std::string_view as_given) {
    return is_withheld_text(read_text(as_given));
}

std::string mask_number(std::string_view number) {
    if (number.empty()) return {};
    const auto characters =
        std::count_if(number.begin(), number.end(), [](char c) { return !continues_character(c); });
    if (characters < 6) return "***";
    for (int hidden = 0; hidden < 3; number.remove_suffix(1)) {
        if (!continues_character(number.back())) ++hidden;
    }
    return std::string(number) + "***";
}

std::vector<std::string> dialled_forms(std::string_view e164, std::string_view country) {
    const std::string digits = digits_of(e164);
    std::vector<std::string> forms{digits, "00" + digits};
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    i18n::phonenumbers::PhoneNumber parsed;
    if (util.Parse("+" + digits, "ZZ", &parsed) == PhoneNumberUtil::NO_PARSING_ERROR &&
        util.GetCountryCodeForRegion(std::string(country)) == parsed.country_code()) {
        std::string national;
        util.Format(parsed, PhoneNumberUtil::NATIONAL, &national);
        forms.push_back(digits_of(national));
    }
    return forms;
}

std::string calling_code(std::string_view country) {
    const int code = PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(std::string(country));
    return code == 0 ? std::string() : std::to_string(code);
}

bool is_known_country(std::string_view country) {
    static const std::set<std::string> known = [] {
        std::set<std::string> regions;
        PhoneNumberUtil::GetInstance()->GetSupportedRegions(&regions);
        return regions;
    }();
    return known.contains(std::string(country));
}

}  // namespace base
