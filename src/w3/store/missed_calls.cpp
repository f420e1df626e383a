#include "w3/store/missed_calls.hpp"

#include "w3/store/known_calls.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/rows.hpp"
#include "w3/store/sql/statements.hpp"

#include <limits>
#include <utility>

namespace w3::store {
namespace {

bool is_wanted(const callbacks::KnownCall& known, const MissedQuestion& question) {
    if (!is_in_sight(known.call.store_id, question.sight)) return false;
    if (question.reason.empty()) return true;
    const bool is_refused = known.refusal != callbacks::Refusal::none;
    return question.reason == (is_refused ? to_string(known.refusal) : "by_hand");
}

/// The calls behind a place, wanted or not.
base::Result<std::vector<callbacks::KnownCall>> some_behind(sql::Connection& connection,
                                                            base::TenantId tenant,
                                                            const MissedQuestion& question,
                                                            const MissedPlace& place) {
    return rows_of(connection, statements::missed_calls_refused,
                   {tenant.uuid, question.from.us, question.to.us, place.start_us,
                    std::string_view(place.call_id), question.limit + 1},
                   known_call_of);
}

}  // namespace

base::Result<MissedPage> list_refused(sql::Connection& connection, base::TenantId tenant,
                                      const MissedQuestion& question) {
    MissedPage page;
    MissedPlace place =
        question.after.value_or(MissedPlace{std::numeric_limits<std::int64_t>::max(), ""});
    const auto most = static_cast<std::size_t>(question.limit);
    for (bool has_more = true; has_more && page.calls.size() <= most;) {
        auto found = some_behind(connection, tenant, question, place);
        if (!found) return found.error();
        has_more = found->size() > most;
        for (callbacks::KnownCall& known : *found) {
            place = {known.call.start.us, known.call.call_id};
            if (is_wanted(known, question)) page.calls.push_back(std::move(known));
        }
    }
    if (page.calls.size() > most) {
        page.calls.resize(most);
        page.next = {page.calls.back().call.start.us, page.calls.back().call.call_id};
    }
    return page;
}

base::Result<std::map<std::string, std::int64_t>> missed_totals(sql::Connection& connection,
                                                                base::TenantId tenant,
                                                                const MissedQuestion& question) {
    std::map<std::string, std::int64_t> totals;
    const auto ran =
        connection.run(statements::missed_calls_totals,
                       {tenant.uuid, question.from.us, question.to.us}, [&](const sql::Row& row) {
                           if (!is_in_sight(maybe_store(row, 0), question.sight)) return;
                           totals[std::string(row.text(1))] += row.integer(2);
                       });
    if (!ran) return ran.error();
    return totals;
}

}  // namespace w3::store
