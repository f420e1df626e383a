#include "w3/exports/exporter.hpp"

#include "w3/exports/call_row.hpp"
#include "w3/exports/csv_writer.hpp"
#include "w3/exports/walk.hpp"
#include "w3/exports/xlsx_writer.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <utility>

namespace w3::exports {
namespace {

bool has_column(const Order& order, Column column) {
    return std::find(order.columns.begin(), order.columns.end(), column) != order.columns.end();
}

std::vector<std::string> headings_of(const Order& order, const Words& words) {
    std::vector<std::string> headings;
    for (const Column column : order.columns) {
        const ColumnText& text = text_of(column);
        headings.emplace_back(order.entry.format == Format::csv ? text.field
                                                                : words.say(text.heading));
    }
    return headings;
}

base::Result<std::unique_ptr<RowWriter>> open_writer(const Order& order, const std::string& path,
                                                     const std::string& folder,
                                                     const Words& words) {
    auto headings = headings_of(order, words);
    switch (order.entry.format) {
        case Format::csv:
            return write_csv(path, standard_csv, order.zone, headings);
        case Format::csv_italian:
            return write_csv(path, italian_csv, order.zone, headings);
        case Format::xlsx:
            return write_xlsx(
                {.path = path, .folder = folder, .title = std::string(words.say("calls.title"))},
                order.zone, std::move(headings));
    }
    throw base::Bug("every format has its writer");
}

}  // namespace

Exporter::Exporter(Register& all, std::string folder, const base::Clock& clock,
                   base::Observer& observer, Run run)
    : all_(all),
      folder_(std::move(folder)),
      clock_(clock),
      observer_(observer),
      run_(std::move(run)) {}

bool Exporter::start(Order order) {
    all_.begin(order.entry);
    // A std::function must be copied, and a page is not small.
    const auto shared = std::make_shared<Order>(std::move(order));
    const bool begun = run_([this, shared] { make(*shared); });
    if (!begun) settle(*shared, Failure::broken, "no thread is left");
    return begun;
}

void Exporter::make(Order& order) {
    const base::Uuid id = order.entry.id;
    std::string trouble;
    std::optional<Failure> failure = Failure::broken;
    try {
        Asking asking(order.ask, [this, id](auto time) { return all_.rest(id, time); }, clock_);
        failure = write_file(order, asking, trouble);
        if (trouble.empty()) trouble = asking.trouble();
    } catch (const std::exception& thrown) {
        trouble = thrown.what();
    }
    settle(order, failure, trouble);
}

std::optional<Failure> Exporter::write_file(Order& order, Asking& asking, std::string& trouble) {
    const base::Uuid id = order.entry.id;
    const Words& words = Words::of(order.language);
    Names names;
    if (has_column(order, Column::store) || has_column(order, Column::agent)) {
        auto read = read_names(asking);
        if (const auto* failure = std::get_if<Failure>(&read)) return *failure;
        names = std::get<Names>(std::move(read));
    }
    const auto not_written = [&trouble](const base::Error& error) {
        trouble = error.detail;
        return Failure::not_written;
    };
    auto opened = open_writer(order, all_.file_of(id), folder_, words);
    if (!opened) return not_written(opened.error());
    RowWriter& writer = **opened;
    const Saying saying{&names, &words, order.entry.format == Format::csv};
    const auto take = [&](const boost::json::array& calls) -> std::optional<Failure> {
        for (const boost::json::value& call : calls) {
            const Row row = call_row(call, order.columns, saying);
            if (const auto added = writer.add(row); !added) return not_written(added.error());
        }
        order.entry.rows_done += static_cast<std::int64_t>(calls.size());
        all_.progress(id, order.entry.rows_done);
        return std::nullopt;
    };
    if (const auto failure = walk_calls(std::move(order.first_page), asking, take)) return failure;
    if (const auto finished = writer.finish(); !finished) return not_written(finished.error());
    return std::nullopt;
}

void Exporter::settle(const Order& order, std::optional<Failure> failure,
                      std::string_view trouble) {
    const base::Uuid id = order.entry.id;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(all_.file_of(id), error);
    if (!failure && error) failure = Failure::not_written;
    if (failure) {
        all_.fail(id, *failure);
    } else {
        all_.finish(id, static_cast<std::int64_t>(bytes));
    }
    // What was cancelled has been told by whoever did it.
    const auto ended = all_.find(id, order.entry.owner);
    if (!ended || ended->state == State::cancelled) return;
    failure = ended->failure;
    const std::string id_text = id.text();
    observer_.event(failure ? base::Severity::warning : base::Severity::info, "export_ended",
                    {{"export_id", std::string_view(id_text)},
                     {"state", to_string(ended->state)},
                     {"failure", failure ? text_of(*failure).name : std::string_view()},
                     {"what", failure ? trouble : std::string_view()},
                     {"rows", order.entry.rows_done}});
    order.ended(*ended);
}

}  // namespace w3::exports
