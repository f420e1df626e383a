#include "base/folded_text.hpp"

#include "base/error.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace base {
namespace {

bool is_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    return true;
}

void replace_controls(std::string& text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
}

}  // namespace

std::string ascii_lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string ascii_upper(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

std::string fold_text(std::string_view utf8) {
    if (is_ascii(utf8)) return ascii_lower(utf8);
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFKDInstance(status);
    check(U_SUCCESS(status) != 0, "ICU has its normalisation data");
    const icu::UnicodeString given = icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
    // Folded between two decompositions: one character may hide capitals (`™`), and folding may
    // make composed characters.
    icu::UnicodeString text = decompose->normalize(given, status);
    check(U_SUCCESS(status) != 0, "ICU normalises any text");
    const icu::UnicodeString decomposed = decompose->normalize(text.foldCase(), status);
    check(U_SUCCESS(status) != 0, "ICU normalises any text");
    icu::UnicodeString bare;
    for (int32_t i = 0; i < decomposed.length();) {
        const UChar32 code_point = decomposed.char32At(i);
        if (u_charType(code_point) != U_NON_SPACING_MARK) bare.append(code_point);
        i += U16_LENGTH(code_point);
    }
    std::string out;
    bare.toUTF8String(out);
    return out;
}

bool is_valid_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return true;
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<int32_t>(bytes.size()), &status);
    return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status) != 0;
}

std::string utf8_or_latin1(std::string_view bytes) {
    std::string out;
    if (is_valid_utf8(bytes)) {
        out.assign(bytes);
    } else {
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x80) {
                out += c;
            } else {
                out += static_cast<char>(0xc0 | (byte >> 6));
                out += static_cast<char>(0x80 | (byte & 0x3f));
            }
        }
    }
    replace_controls(out);
    return out;
}

}  // namespace base
