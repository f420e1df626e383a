#pragma once

#include "base/clock.hpp"
#include "base/observer.hpp"
#include "base/time_zone.hpp"
#include "w3/exports/asking.hpp"
#include "w3/exports/column.hpp"
#include "w3/exports/export.hpp"
#include "w3/exports/page.hpp"
#include "w3/exports/register.hpp"
#include "w3/exports/words.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace w3::exports {

/// Told of an export that is done or has failed, on the thread that made it.
using Ended = std::function<void(const Export&)>;

/// What is to be made.
struct Order {
    Export entry;
    std::vector<Column> columns;  ///< at least one
    Language language = Language::italian;
    base::TimeZone zone;
    Page first_page;
    Ask ask;
    Ended ended;
};

/// Makes exports: walks through edgvoip's list and writes a file. Says to the observer how each
/// ended (`export_ended`: export_id, state, failure, what, rows). Any thread.
class Exporter {
public:
    using Work = std::function<void()>;
    /// Does work on a thread of its own; false when there is none left.
    using Run = std::function<bool(Work)>;

    /// All of it outlives the exporter. `folder` is the register's.
    Exporter(Register& all, std::string folder, const base::Clock& clock, base::Observer& observer,
             Run run);

    /// Begins; false when there is no thread for it, which ends it as Failure::broken.
    bool start(Order order);

private:
    void make(Order& order);
    /// Nothing: the file is there, whole.
    std::optional<Failure> write_file(Order& order, Asking& asking, std::string& trouble);
    void settle(const Order& order, std::optional<Failure> failure, std::string_view trouble);

    Register& all_;
    const std::string folder_;
    const base::Clock& clock_;
    base::Observer& observer_;
    const Run run_;
};

}  // namespace w3::exports
