#pragma once

#include "base/time_zone.hpp"
#include "w3/exports/row_writer.hpp"

namespace w3::exports {

/// A workbook that is to be written.
struct Workbook {
    std::string path;
    std::string folder;  ///< for what is not compressed yet, several times the size of the file
    std::string title;   ///< of the sheets: `Chiamate`, `Chiamate 2`, …
    std::int64_t rows_per_sheet = 1'048'576;  ///< with the headings; what Excel can show
};

/// Makes a workbook (libxlsxwriter in constant memory): headings that stay in sight, a filter on
/// every column, texts as texts whatever they look like, times as times of the zone.
/// Fault::unavailable when the folder cannot be written to.
base::Result<std::unique_ptr<RowWriter>> write_xlsx(Workbook workbook, base::TimeZone zone,
                                                    std::vector<std::string> headings);

}  // namespace w3::exports
