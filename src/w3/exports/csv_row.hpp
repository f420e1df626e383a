#pragma once

#include "base/time_zone.hpp"
#include "w3/exports/cell.hpp"

#include <span>
#include <string>
#include <string_view>

namespace w3::exports {

/// How a table is written as text.
struct CsvDialect {
    std::string_view begin;  ///< of the file, in front of everything
    char separator = ',';
    char decimal_point = '.';
    bool iso_times = true;  ///< `2026-11-28T10:42:05+01:00`, else `28/11/2026 10:42:05`
};

/// What Excel in Italian opens with a double click. No `sep=` line: with a BOM it spoils UTF-8.
constexpr CsvDialect italian_csv = {"\xef\xbb\xbf", ';', ',', false};
/// RFC 4180.
constexpr CsvDialect standard_csv = {"", ',', '.', true};

/// Appends one line with CRLF, every field in quotes. A text that a spreadsheet would take for a
/// formula (it starts with = + - @ TAB or CR; CWE-1236) gets an apostrophe in front, but for a
/// phone number, `+` and digits alone. Times are those of the zone.
void append_csv_row(std::string& out, std::span<const Cell> row, const CsvDialect& dialect,
                    const base::TimeZone& zone);

}  // namespace w3::exports
