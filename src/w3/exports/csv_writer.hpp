#pragma once

#include "w3/exports/csv_row.hpp"
#include "w3/exports/row_writer.hpp"

namespace w3::exports {

/// Makes the file with the headings. Fault::unavailable when it cannot be made, or is there.
base::Result<std::unique_ptr<RowWriter>> write_csv(const std::string& path,
                                                   const CsvDialect& dialect, base::TimeZone zone,
                                                   const std::vector<std::string>& headings);

}  // namespace w3::exports
