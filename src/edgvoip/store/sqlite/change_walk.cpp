#include "edgvoip/store/sqlite/change_walk.hpp"

#include "base/limits.hpp"
#include "edgvoip/store/call_row.hpp"
#include "edgvoip/store/sql/statements.hpp"
#include "edgvoip/store/sqlite/snapshot.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace edgvoip::store::sqlite {
namespace {

/// Behind every change: where something is not found.
constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::max();

base::Result<RemovedCall> removed_of(const sql::Row& row) {
    return RemovedCall{.id = {std::string(row.text(0))}, .reason = std::string(row.text(1))};
}

}  // namespace

base::Result<void> ChangeWalk::read_counter() {
    const auto ran =
        connection_.run(statements::change_counter, {tenant_.uuid}, [this](const sql::Row& row) {
            head_ = row.integer(0);
            forgotten_ = row.integer(1);
        });
    if (!ran) return ran.error();
    return {};
}

ChangeWalk::Change ChangeWalk::number(const sql::Statement& statement,
                                      std::span<const sql::Parameter> parameters) {
    std::optional<std::int64_t> found;
    const auto ran = connection_.run(statement, parameters,
                                     [&found](const sql::Row& row) { found = row.integer(0); });
    if (!ran) return ran.error();
    return found;
}

ChangeWalk::Change ChangeWalk::nth_call(std::int64_t after, std::int64_t through, std::int64_t n) {
    const std::array<sql::Parameter, 6> parameters = {tenant_.uuid,    after,         through,
                                                      scope_.stores(), scope_.exts(), n};
    return number(statements::calls_changed_nth, parameters);
}

ChangeWalk::Change ChangeWalk::nth_told_removal(std::int64_t after, std::int64_t through,
                                                std::int64_t n) {
    const std::array<sql::Parameter, 6> parameters = {tenant_.uuid,    after,         through,
                                                      scope_.stores(), scope_.exts(), n};
    return number(statements::removed_calls_told_nth, parameters);
}

ChangeWalk::Change ChangeWalk::nth_removal(std::int64_t after, std::int64_t through,
                                           std::int64_t n) {
    const std::array<sql::Parameter, 4> parameters = {tenant_.uuid, after, through, n};
    return number(statements::removed_calls_nth, parameters);
}

/// How far this answer may look. Without a scope every call is told, so the page ends the search.
base::Result<std::int64_t> ChangeWalk::reach() {
    constexpr std::int64_t last_examined = base::limits::sync_rows_examined_max - 1;
    std::int64_t far = head_;
    if (!scope_.is_everything()) {
        const std::array<sql::Parameter, 6> all_calls = {
            tenant_.uuid, question_.after, far, sql::Null{}, sql::Null{}, last_examined};
        const auto call = number(statements::calls_changed_nth, all_calls);
        if (!call) return call.error();
        far = std::min(far, call->value_or(nowhere));
    }
    const auto removal = nth_removal(removed_from_, far, last_examined);
    if (!removal) return removal.error();
    return std::min(far, removal->value_or(nowhere));
}

/// The change of the n-th call or removal to tell behind a place, whichever comes first.
base::Result<std::int64_t> ChangeWalk::first_told(std::int64_t from, std::int64_t through,
                                                  std::int64_t n) {
    const auto call = nth_call(from, through, n);
    if (!call) return call.error();
    const auto removal = nth_told_removal(std::max(from, removed_from_), through, n);
    if (!removal) return removal.error();
    return std::min(call->value_or(nowhere), removal->value_or(nowhere));
}

base::Result<std::int64_t> ChangeWalk::end_of_page(std::int64_t reach) {
    const auto full = first_told(question_.after, reach, question_.limit - 1);
    if (!full) return full.error();
    if (*full >= reach) return reach;
    const auto next = first_told(*full, reach, 0);
    if (!next) return next.error();
    return *next == nowhere ? reach : *full;
}

base::Result<std::optional<ChangePage>> ChangeWalk::page() {
    base::check(question_.after >= 0 && question_.limit >= 1, "a walk has a place and a step");
    if (auto read = read_counter(); !read) return read.error();
    ChangePage page;
    page.removals_after = question_.removals_after.value_or(head_);
    removed_from_ = std::max(question_.after, page.removals_after);
    if (removed_from_ > head_ || forgotten_ > removed_from_) return std::optional<ChangePage>();

    const auto far = reach();
    if (!far) return far.error();
    const auto end = end_of_page(*far);
    if (!end) return end.error();
    page.through = *end;
    page.more = page.through < head_;

    const std::array<sql::Parameter, 5> of_calls = {tenant_.uuid, question_.after, page.through,
                                                    scope_.stores(), scope_.exts()};
    auto calls = collect(connection_, statements::calls_changed, of_calls, call_of);
    if (!calls) return calls.error();
    page.calls = std::move(*calls);
    const std::array<sql::Parameter, 5> of_removals = {tenant_.uuid, removed_from_, page.through,
                                                       scope_.stores(), scope_.exts()};
    auto removed = collect(connection_, statements::removed_calls_told, of_removals, removed_of);
    if (!removed) return removed.error();
    page.removed = std::move(*removed);
    return std::optional<ChangePage>(std::move(page));
}

}  // namespace edgvoip::store::sqlite
