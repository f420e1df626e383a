#include "w3/exports/xlsx_writer.hpp"

#include "w3/exports/local_time.hpp"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <unistd.h>
#include <utility>
#include <xlsxwriter.h>

namespace w3::exports {
namespace {

constexpr double column_width = 20;  // a time or an E.164 number, in characters

base::Error failed(lxw_error error) {
    return base::unavailable(std::string("the workbook cannot be written: ") + lxw_strerror(error));
}

/// libxlsxwriter does not look whether the file in which it gathers a sheet took what it was given.
bool took_all(const lxw_worksheet& sheet) {
    return std::fflush(sheet.optimize_tmpfile) == 0 && std::ferror(sheet.optimize_tmpfile) == 0;
}

class XlsxWriter final : public RowWriter {
public:
    XlsxWriter(Workbook options, base::TimeZone zone, std::vector<std::string> headings)
        : options_(std::move(options)), zone_(zone), headings_(std::move(headings)) {
        lxw_workbook_options how = {};
        how.constant_memory = LXW_TRUE;
        how.tmpdir = options_.folder.data();
        workbook_ = workbook_new_opt(options_.path.c_str(), &how);
        base::check(workbook_ != nullptr, "libxlsxwriter gives a workbook");
        bold_ = workbook_add_format(workbook_);
        format_set_bold(bold_);
        time_ = workbook_add_format(workbook_);
        format_set_num_format(time_, "dd/mm/yyyy hh:mm:ss");
    }
    XlsxWriter(const XlsxWriter&) = delete;
    XlsxWriter& operator=(const XlsxWriter&) = delete;
    ~XlsxWriter() override {
        if (workbook_ == nullptr) return;
        // It closes these only when it writes the workbook.
        for (lxw_worksheet* const sheet : sheets_)
            std::fclose(sheet->optimize_tmpfile);
        lxw_workbook_free(workbook_);
    }

    base::Result<void> begin_sheet() {
        end_sheet();
        std::string title = options_.title;
        if (!sheets_.empty()) title += " " + std::to_string(sheets_.size() + 1);
        lxw_worksheet* const sheet = workbook_add_worksheet(workbook_, title.c_str());
        if (sheet == nullptr || sheet->optimize_tmpfile == nullptr) {
            return base::unavailable("a sheet cannot be begun");
        }
        sheets_.push_back(sheet);
        worksheet_set_column(sheet, 0, last_column(), column_width, nullptr);
        worksheet_freeze_panes(sheet, 1, 0);
        row_ = 0;
        lxw_col_t column = 0;
        for (const std::string& heading : headings_) {
            if (const auto put = write(column++, heading, bold_); !put) return put;
        }
        ++row_;
        return {};
    }

    base::Result<void> add(std::span<const Cell> row) override {
        if (static_cast<std::int64_t>(row_) >= options_.rows_per_sheet) {
            if (const auto begun = begin_sheet(); !begun) return begun;
        }
        lxw_col_t column = 0;
        for (const Cell& cell : row) {
            if (const auto put = write(column++, cell); !put) return put;
        }
        ++row_;
        if (row_ % rows_between_looks == 0 && !took_all(*sheets_.back())) {
            return base::unavailable("the disk does not take the sheet");
        }
        return {};
    }

    base::Result<void> finish() override {
        end_sheet();
        if (const auto room = check_room(); !room) return room;
        // It frees the workbook, whatever comes of it.
        const lxw_error error = workbook_close(std::exchange(workbook_, nullptr));
        return error == LXW_NO_ERROR ? base::Result<void>() : failed(error);
    }

private:
    static constexpr lxw_row_t rows_between_looks = 500;

    lxw_col_t last_column() const { return static_cast<lxw_col_t>(headings_.size() - 1); }

    void end_sheet() {
        if (!sheets_.empty()) {
            worksheet_autofilter(sheets_.back(), 0, 0, row_ - 1, last_column());
        }
    }

    /// Every sheet is put together in one more file, and no error of the disk would be noticed
    /// then: so there must be room for it, and for the workbook, before that is begun.
    base::Result<void> check_room() const {
        std::uintmax_t needed = 0;
        for (lxw_worksheet* const sheet : sheets_) {
            if (!took_all(*sheet)) return base::unavailable("the disk does not take the sheet");
            needed += static_cast<std::uintmax_t>(std::ftell(sheet->optimize_tmpfile));
        }
        std::error_code error;
        const auto space = std::filesystem::space(options_.folder, error);
        if (error)
            return base::unavailable("the room on the disk is not known: " + error.message());
        if (space.available > needed + needed / 2) return {};
        return base::unavailable("the disk has too little room for the workbook");
    }

    base::Result<void> write(lxw_col_t column, const std::string& text, lxw_format* format) {
        const lxw_error error =
            worksheet_write_string(sheets_.back(), row_, column, text.c_str(), format);
        return error == LXW_NO_ERROR ? base::Result<void>() : failed(error);
    }

    base::Result<void> write(lxw_col_t column, double number, lxw_format* format) {
        const lxw_error error =
            worksheet_write_number(sheets_.back(), row_, column, number, format);
        return error == LXW_NO_ERROR ? base::Result<void>() : failed(error);
    }

    base::Result<void> write(lxw_col_t column, const Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            return write(column, *text, nullptr);
        }
        if (const auto* number = std::get_if<std::int64_t>(&cell)) {
            return write(column, static_cast<double>(*number), nullptr);
        }
        if (const auto* decimal = std::get_if<Decimal>(&cell)) {
            const double value =
                static_cast<double>(decimal->value) / std::pow(10, decimal->decimals);
            return write(column, value, nullptr);
        }
        if (const auto* instant = std::get_if<base::Instant>(&cell)) {
            return write(column, spreadsheet_time(*instant, zone_), time_);
        }
        return {};
    }

    Workbook options_;
    base::TimeZone zone_;
    std::vector<std::string> headings_;
    lxw_workbook* workbook_ = nullptr;  // null: it has been written
    lxw_format* bold_ = nullptr;
    lxw_format* time_ = nullptr;
    std::vector<lxw_worksheet*> sheets_;  // of the workbook
    lxw_row_t row_ = 0;                   // the next of the last sheet
};

}  // namespace

base::Result<std::unique_ptr<RowWriter>> write_xlsx(Workbook workbook, base::TimeZone zone,
                                                    std::vector<std::string> headings) {
    base::check(!headings.empty(), "a table has columns");
    // libxlsxwriter would go elsewhere without a word.
    if (::access(workbook.folder.c_str(), W_OK | X_OK) != 0) {
        return base::unavailable(std::string("its folder: ") + std::strerror(errno));
    }
    auto writer = std::make_unique<XlsxWriter>(std::move(workbook), zone, std::move(headings));
    if (const auto begun = writer->begin_sheet(); !begun) return begun.error();
    return std::unique_ptr<RowWriter>(std::move(writer));
}

}  // namespace w3::exports
