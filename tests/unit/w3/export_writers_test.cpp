#include "export_scratch.hpp"
#include "w3/exports/csv_writer.hpp"
#include "w3/exports/xlsx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>

namespace w3::exports {
namespace {

using testing::HasSubstr;
using testing::Not;

const base::TimeZone rome = base::TimeZone::find("Europe/Rome").value();

struct Close {
    void operator()(std::FILE* pipe) const { ::pclose(pipe); }
};

/// A part of a workbook, unpacked by Python's own library, which is there for the build.
std::string part(const std::string& workbook, const std::string& name) {
    const std::string command =
        "python3 -c 'import sys, zipfile; "
        "sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' '" +
        workbook + "' '" + name + "' 2>/dev/null";
    const std::unique_ptr<std::FILE, Close> pipe(::popen(command.c_str(), "r"));
    std::string text;
    std::array<char, 4096> block{};
    for (std::size_t got = 0; (got = std::fread(block.data(), 1, block.size(), pipe.get())) > 0;)
        text.append(block.data(), got);
    return text;
}

void add(RowWriter& writer, const Row& row) {
    ASSERT_TRUE(writer.add(row));
}

TEST(CsvWriter, the_file_begins_as_its_dialect_says_and_has_every_row) {
    const Scratch scratch;
    auto writer = write_csv(scratch.path("a"), italian_csv, rome, {"Esito", "Nome"}).value();
    for (int i = 0; i < 5000; ++i)
        add(*writer, {std::int64_t{i}, std::string("È")});
    ASSERT_TRUE(writer->finish());
    const std::string text = scratch.read("a");
    EXPECT_TRUE(text.starts_with("\xef\xbb\xbf\"Esito\";\"Nome\"\r\n\"0\";\"È\"\r\n"));
    EXPECT_TRUE(text.ends_with("\"4999\";\"È\"\r\n"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 5001);
}

TEST(CsvWriter, a_file_that_is_there_is_not_written_over) {
    const Scratch scratch;
    scratch.write("a", "before");
    EXPECT_EQ(write_csv(scratch.path("a"), standard_csv, rome, {"x"}).error().fault,
              base::Fault::unavailable);
    EXPECT_EQ(scratch.read("a"), "before");
}

TEST(CsvWriter, a_full_disk_is_told) {
    // A device that takes nothing, opened by its descriptor's path, since a file must be new.
    const Scratch scratch;
    std::filesystem::create_symlink("/dev/full", scratch.path("full"));
    EXPECT_FALSE(write_csv(scratch.path("full"), standard_csv, rome, {"x"}));
}

class XlsxWriterTest : public testing::Test {
protected:
    std::unique_ptr<RowWriter> open(std::int64_t rows_per_sheet = 1'048'576) {
        return write_xlsx({.path = path_,
                           .folder = scratch_.path(),
                           .title = "Chiamate",
                           .rows_per_sheet = rows_per_sheet},
                          rome, {"Data", "Testo", "Numero"})
            .value();
    }

    std::string sheet(int number) {
        return part(path_, "xl/worksheets/sheet" + std::to_string(number) + ".xml");
    }

    Scratch scratch_;
    std::string path_ = scratch_.path("w3-export-test");
};

TEST_F(XlsxWriterTest, texts_are_texts_numbers_numbers_and_times_times) {
    const auto writer = open();
    const base::Instant at = base::instant_of(base::parse_iso8601("2026-11-28T11:00:00Z").value());
    add(*writer, {at, std::string("=HYPERLINK(\"http://evil.test\")"), Decimal{436, 2}});
    add(*writer, {Cell(), std::string("+393331234567"), std::int64_t{128}});
    add(*writer, {Cell(), std::string("È <&>"), Cell()});
    ASSERT_TRUE(writer->finish());
    const std::string xml = sheet(1);
    EXPECT_THAT(xml, HasSubstr("<t>=HYPERLINK(\"http://evil.test\")</t>"));
    EXPECT_THAT(xml, HasSubstr("<t>+393331234567</t>"));
    EXPECT_THAT(xml, HasSubstr("<t>È &lt;&amp;&gt;</t>"));
    EXPECT_THAT(xml, Not(HasSubstr("<f>")));
    EXPECT_THAT(xml, HasSubstr("<v>46354.5</v>"));  // noon in Rome
    EXPECT_THAT(xml, HasSubstr("<v>4.36</v>"));
    EXPECT_THAT(xml, HasSubstr("<v>128</v>"));
    EXPECT_THAT(part(path_, "xl/styles.xml"), HasSubstr("dd/mm/yyyy hh:mm:ss"));
}

TEST_F(XlsxWriterTest, headings_stay_in_sight_and_have_filters) {
    const auto writer = open();
    add(*writer, {Cell(), std::string("x"), Cell()});
    ASSERT_TRUE(writer->finish());
    EXPECT_THAT(sheet(1), HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\""));
    EXPECT_THAT(sheet(1), HasSubstr("<autoFilter ref=\"A1:C2\"/>"));
    EXPECT_THAT(sheet(1), HasSubstr("<t>Testo</t>"));
}

TEST_F(XlsxWriterTest, what_does_not_fit_into_a_sheet_is_in_the_next_with_its_headings) {
    const auto writer = open(4);
    for (int i = 0; i < 7; ++i)
        add(*writer, {Cell(), std::string("r" + std::to_string(i)), Cell()});
    ASSERT_TRUE(writer->finish());
    EXPECT_THAT(part(path_, "xl/workbook.xml"), HasSubstr("name=\"Chiamate 3\""));
    EXPECT_THAT(sheet(1), HasSubstr("<t>r2</t>"));
    EXPECT_THAT(sheet(1), Not(HasSubstr("<t>r3</t>")));
    EXPECT_THAT(sheet(2), HasSubstr("<t>Testo</t>"));
    EXPECT_THAT(sheet(2), HasSubstr("<t>r3</t>"));
    EXPECT_THAT(sheet(2), HasSubstr("<autoFilter ref=\"A1:C4\"/>"));
    EXPECT_THAT(sheet(3), HasSubstr("<t>r6</t>"));
    EXPECT_THAT(sheet(3), HasSubstr("<autoFilter ref=\"A1:C2\"/>"));
}

TEST_F(XlsxWriterTest, one_that_is_given_up_leaves_nothing_open) {
    const auto open_files = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"),
                             std::filesystem::directory_iterator());
    };
    const auto before = open_files();
    {
        const auto writer = open(100);
        for (int i = 0; i < 250; ++i)
            add(*writer, {Cell(), std::string("x"), Cell()});
        EXPECT_GT(open_files(), before);
    }
    EXPECT_EQ(open_files(), before);
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST_F(XlsxWriterTest, a_folder_that_cannot_be_written_to_is_told) {
    const auto writer = write_xlsx(
        {.path = path_, .folder = scratch_.path("missing"), .title = "Chiamate"}, rome, {"x"});
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace w3::exports
