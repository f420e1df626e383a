#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// A party of a call as it is kept: an E.164 number, any other dialled text, or nothing.
class PhoneNumber {
public:
    enum class Kind {
        withheld,  ///< anonymous or empty: there is no number
        e164,      ///< valid in some country's plan; `text()` starts with `+`
        other,     ///< an extension, short code, service or malformed number, as the PBX gave it
    };

    PhoneNumber() = default;

    /// Reads what a PBX or a person wrote. A `sip:`/`sips:`/`tel:` prefix, angle brackets, the
    /// host part and URI parameters are cut off first. E.164 when libphonenumber calls it valid,
    /// read as dialled in `country` (ISO 3166 alpha-2, such as `IT`; Italian landlines keep their
    /// 0). Else kept as given, cut to `limits::record_text_bytes_max` bytes. Any thread.
    static PhoneNumber read(std::string_view as_given, std::string_view country);

    Kind kind() const { return kind_; }
    bool is_e164() const { return kind_ == Kind::e164; }
    bool is_withheld() const { return kind_ == Kind::withheld; }

    /// The number; empty when withheld.
    const std::string& text() const { return text_; }

    bool operator==(const PhoneNumber&) const = default;

private:
    PhoneNumber(Kind kind, std::string text) : kind_(kind), text_(std::move(text)) {}

    Kind kind_ = Kind::withheld;
    std::string text_;
};

/// True of what stands for no number: nothing, `anonymous`, `unavailable`, `unknown`, `restricted`,
/// `private` (either case) and `0000000000`, read as `PhoneNumber::read` does.
bool is_withheld(std::string_view as_given);

/// Only the characters 0–9 of a text.
std::string digits_of(std::string_view text);

/// The user part of a SIP URI, `user@host`, `<sip:user@host;…>` or `tel:` URI; a plain number as
/// it is.
std::string_view user_part(std::string_view uri);

/// The number with its last three characters (of UTF-8) as `***`; shorter than six characters: all
/// of it hidden.
std::string mask_number(std::string_view number);

/// The digit strings by which a trunk or a person writes this E.164 number: with its country code,
/// with `00` in front, and as it is dialled inside `country` when it belongs there.
std::vector<std::string> dialled_forms(std::string_view e164, std::string_view country);

/// The country's calling code, digits only: `39` for `IT`. Empty when the country is not known.
std::string calling_code(std::string_view country);

/// True when the country is one that libphonenumber knows (ISO 3166 alpha-2, upper case).
bool is_known_country(std::string_view country);

}  // namespace base
