#include "w3/exports/csv_row.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace w3::exports {
namespace {

using Fields = std::vector<std::string>;

const base::TimeZone rome = base::TimeZone::find("Europe/Rome").value();

std::string line(const Row& row, const CsvDialect& dialect = standard_csv) {
    std::string out;
    append_csv_row(out, row, dialect, rome);
    return out;
}

std::string text_line(const std::string& text) {
    return line({Cell(text)});
}

/// Reads RFC 4180 as strictly as a field in quotes is defined; nothing when it is not that.
std::optional<std::vector<Fields>> parse(std::string_view text, char separator) {
    std::vector<Fields> records;
    Fields fields;
    while (!text.empty()) {
        if (text.front() != '"') return std::nullopt;
        text.remove_prefix(1);
        std::string field;
        for (;;) {
            const std::size_t quote = text.find('"');
            if (quote == std::string_view::npos) return std::nullopt;
            field += text.substr(0, quote);
            text.remove_prefix(quote + 1);
            if (!text.starts_with('"')) break;
            field += '"';
            text.remove_prefix(1);
        }
        fields.push_back(std::move(field));
        if (text.starts_with(separator)) {
            text.remove_prefix(1);
        } else if (text.starts_with("\r\n")) {
            text.remove_prefix(2);
            records.push_back(std::exchange(fields, {}));
        } else {
            return std::nullopt;
        }
    }
    return records;
}

TEST(CsvRow, every_field_is_in_quotes_and_the_line_ends_with_crlf) {
    const Row row = {std::string("Banco"), {}, std::int64_t{128}, Decimal{436, 2}};
    EXPECT_EQ(line(row), "\"Banco\",\"\",\"128\",\"4.36\"\r\n");
    EXPECT_EQ(line(row, italian_csv), "\"Banco\";\"\";\"128\";\"4,36\"\r\n");
    EXPECT_EQ(line({std::string("a \"b\", c")}), "\"a \"\"b\"\", c\"\r\n");
}

TEST(CsvRow, a_text_that_looks_like_a_formula_gets_an_apostrophe) {
    for (const char* const text : {"=HYPERLINK(\"http://evil.test\")", "=1+1", "+39 333", "+39333x",
                                   "+", "-1,5", "-5", "@SUM(A1:A9)", "\t=1", "\r=1", "=", "+1+1"}) {
        EXPECT_EQ(parse(text_line(text), ','), (std::vector<Fields>{{std::string("'") + text}}));
    }
    EXPECT_EQ(text_line("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
}

TEST(CsvRow, a_phone_number_and_what_is_harmless_stay_whole) {
    for (const std::string text : {"+393331234567", "+1", "0612345", "È", "a=1", " =1", "'=1",
                                   "Società \"Rossi\"\r\nRoma", "1001", ""}) {
        EXPECT_EQ(parse(text_line(text), ','), (std::vector<Fields>{{text}})) << text;
    }
}

TEST(CsvRow, numbers_are_not_touched) {
    EXPECT_EQ(line({std::int64_t{-5}, Decimal{-5, 2}, Decimal{5, 1}, Decimal{0, 2}, Decimal{7, 0}},
                   italian_csv),
              "\"-5\";\"-0,05\";\"0,5\";\"0,00\";\"7\"\r\n");
}

TEST(CsvRow, times_are_those_of_the_zone) {
    const auto at = [](const char* text) {
        return base::instant_of(base::parse_iso8601(text).value());
    };
    const auto both = [&](const char* text) {
        return line({at(text)}) + line({at(text)}, italian_csv);
    };
    EXPECT_EQ(both("2026-11-28T09:42:05.999Z"),
              "\"2026-11-28T10:42:05+01:00\"\r\n\"28/11/2026 10:42:05\"\r\n");
    EXPECT_EQ(both("2026-07-01T23:00:00Z"),
              "\"2026-07-02T01:00:00+02:00\"\r\n\"02/07/2026 01:00:00\"\r\n");
}

TEST(CsvRow, the_hour_that_comes_twice_is_told_apart_by_its_offset) {
    const auto at = [](const char* text) {
        return Cell(base::instant_of(base::parse_iso8601(text).value()));
    };
    EXPECT_EQ(line({at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")}),
              "\"2026-10-25T02:30:00+02:00\",\"2026-10-25T02:30:00+01:00\"\r\n");
    EXPECT_EQ(line({at("2026-03-29T00:59:59Z"), at("2026-03-29T01:00:00Z")}, italian_csv),
              "\"29/03/2026 01:59:59\";\"29/03/2026 03:00:00\"\r\n");
}

TEST(CsvRow, offsets_west_of_utc_and_of_half_hours_are_written) {
    const auto shown = [](const char* zone) {
        std::string out;
        append_csv_row(out, Row{base::Instant{0}}, standard_csv,
                       base::TimeZone::find(zone).value());
        return out;
    };
    EXPECT_EQ(shown("America/St_Johns"), "\"1969-12-31T20:30:00-03:30\"\r\n");
    EXPECT_EQ(shown("Asia/Kolkata"), "\"1970-01-01T05:30:00+05:30\"\r\n");
}

/// Whatever stands in a table: a reader gets the texts back, at most with the apostrophe in front.
TEST(CsvRow, any_text_is_read_back) {
    constexpr std::string_view pieces = "=+-@\t\r\n\"',; 0a\xc3\x88";
    std::mt19937 random(20261128);
    const auto below = [&random](std::size_t most) { return random() % most; };
    for (int round = 0; round < 20'000; ++round) {
        Row row;
        Fields expected;
        for (std::size_t columns = 1 + below(4); columns > 0; --columns) {
            std::string text;
            for (std::size_t length = below(6); length > 0; --length)
                text += pieces[below(pieces.size())];
            row.emplace_back(text);
            expected.push_back(text);
        }
        const CsvDialect& dialect = round % 2 == 0 ? standard_csv : italian_csv;
        const auto read = parse(line(row, dialect), dialect.separator);
        ASSERT_TRUE(read && read->size() == 1 && read->front().size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const std::string& got = read->front()[i];
            if (got == expected[i]) {
                const bool bare = got.empty() || got.find_first_of("=-@\t\r") != 0;
                const bool phone =
                    got.size() > 1 && got.find_first_not_of("0123456789", 1) == std::string::npos;
                EXPECT_TRUE(bare && (!got.starts_with('+') || phone)) << got;
            } else {
                EXPECT_EQ(got, "'" + expected[i]);
            }
        }
    }
}

}  // namespace
}  // namespace w3::exports
