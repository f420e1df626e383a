#pragma once

#include <string>
#include <string_view>

namespace edgvoip::source::freeswitch {

/// True for the text that `encode=true` makes of a record.
bool is_url_encoded(std::string_view body);

/// True for a body that is base64 (RFC 4648, as `encode=base64` sends it, not URL-encoded).
bool is_base64(std::string_view body);

/// The bytes of a base64 body; what is not of its alphabet is passed over.
std::string base64_decoded(std::string_view body);

/// The body without blanks around it and without `cdr=` in front.
std::string_view bare_body(std::string_view body);

/// The JSON text of a URL-encoded body whose `variables` were URL-encoded before the whole was
/// (`encode-values=true`). FreeSWITCH does not encode `%XX` twice, so that decoding the whole puts
/// raw quotes and line ends into the JSON. Here the values of `variables` stay encoded; the record
/// read from it says so by itself. An outsider who puts `","key":"` into a display name can add a
/// variable to such a body: nothing in it tells the two apart.
std::string json_of_twice_encoded(std::string_view body);

}  // namespace edgvoip::source::freeswitch
