#include "w3/exports/format.hpp"

#include "base/error.hpp"

#include <array>

namespace w3::exports {
namespace {

struct FormatText {
    Format format;
    std::string_view name;
    std::string_view ending;
    std::string_view content_type;
};

constexpr std::string_view csv_type = "text/csv; charset=utf-8; header=present";

constexpr auto texts = std::to_array<FormatText>({
    {Format::xlsx, "xlsx", ".xlsx",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {Format::csv_italian, "csv-it", ".csv", csv_type},
    {Format::csv, "csv", ".csv", csv_type},
});

const FormatText& text_of(Format format) {
    const FormatText& text = texts.at(static_cast<std::size_t>(format));
    base::check(text.format == format, "formats are in the order of the enum");
    return text;
}

}  // namespace

std::string_view to_string(Format format) {
    return text_of(format).name;
}

std::optional<Format> format_of(std::string_view name) {
    for (const FormatText& text : texts) {
        if (text.name == name) return text.format;
    }
    return std::nullopt;
}

std::string_view file_ending(Format format) {
    return text_of(format).ending;
}

std::string_view content_type(Format format) {
    return text_of(format).content_type;
}

}  // namespace w3::exports
