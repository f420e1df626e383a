#pragma once

#include <string>
#include <string_view>

namespace base {

/// The same bytes with A–Z as a–z, and a–z as A–Z; everything else stays, whatever the encoding.
std::string ascii_lower(std::string_view text);
std::string ascii_upper(std::string_view text);

/// A text as it is searched: case folded and accents removed (Unicode NFKD without nonspacing
/// marks), so that `Perù` and `PERU` are the same. Invalid UTF-8 becomes U+FFFD. Any thread.
std::string fold_text(std::string_view utf8);

/// The same bytes when they are valid UTF-8, else read as Latin-1 (ISO 8859-1) and converted, as
/// phones that put raw Latin-1 into SIP display names mean it. Control characters become spaces.
std::string utf8_or_latin1(std::string_view bytes);

/// True when the bytes are valid UTF-8.
bool is_valid_utf8(std::string_view bytes);

}  // namespace base
