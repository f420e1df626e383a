#pragma once

#include <optional>
#include <string_view>

namespace w3::exports {

/// The forms that a list can be fetched in.
enum class Format {
    xlsx,         ///< a workbook (ECMA-376)
    csv_italian,  ///< for Excel in Italian: BOM, semicolons, decimal commas, local times
    csv,          ///< RFC 4180: commas, decimal points, ISO 8601, the API's names and values
};

/// `xlsx`, `csv-it` or `csv`.
std::string_view to_string(Format format);
/// The format of such a name; nothing for any other.
std::optional<Format> format_of(std::string_view name);

/// With the dot, of a file in it.
std::string_view file_ending(Format format);
std::string_view content_type(Format format);

}  // namespace w3::exports
