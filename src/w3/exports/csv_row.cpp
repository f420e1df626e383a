#include "w3/exports/csv_row.hpp"

#include "w3/exports/local_time.hpp"

#include <algorithm>
#include <cstdlib>

namespace w3::exports {
namespace {

bool is_phone_number(std::string_view text) {
    return text.size() > 1 && text.front() == '+' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool looks_like_formula(std::string_view text) {
    constexpr std::string_view starts = "=+-@\t\r";
    return !text.empty() && starts.find(text.front()) != std::string_view::npos &&
           !is_phone_number(text);
}

/// Appends the value of a cell as it stands between quotes.
struct Appending {
    std::string& out;
    const CsvDialect& dialect;
    const base::TimeZone& zone;

    void operator()(std::monostate) const {}
    void operator()(const std::string& text) const {
        if (looks_like_formula(text)) out += '\'';
        for (const char c : text) {
            if (c == '"') out += '"';
            out += c;
        }
    }
    void operator()(std::int64_t value) const { out += std::to_string(value); }
    void operator()(const Decimal& decimal) const {
        std::string digits = std::to_string(std::abs(decimal.value));
        const auto decimals = static_cast<std::size_t>(decimal.decimals);
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        if (decimals > 0) digits.insert(digits.size() - decimals, 1, dialect.decimal_point);
        if (decimal.value < 0) out += '-';
        out += digits;
    }
    void operator()(base::Instant instant) const {
        if (dialect.iso_times) {
            append_iso_time(out, instant, zone);
        } else {
            append_italian_time(out, instant, zone);
        }
    }
};

}  // namespace

void append_csv_row(std::string& out, std::span<const Cell> row, const CsvDialect& dialect,
                    const base::TimeZone& zone) {
    bool is_first = true;
    for (const Cell& cell : row) {
        if (!is_first) out += dialect.separator;
        is_first = false;
        out += '"';
        std::visit(Appending{out, dialect, zone}, cell);
        out += '"';
    }
    out += "\r\n";
}

}  // namespace w3::exports
