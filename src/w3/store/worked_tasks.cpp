#include "w3/store/worked_tasks.hpp"

#include "w3/store/parameter.hpp"
#include "w3/store/sql/statements.hpp"

namespace w3::store {

base::Result<void> each_task_begun(
    sql::Connection& connection, base::TenantId tenant, base::Instant from, base::Instant to,
    const std::function<void(const WorkedBy&, const callbacks::Worked&)>& take) {
    const auto ran = connection.run(
        statements::tasks_begun_between, {tenant.uuid, from.us, to.us}, [&](const sql::Row& row) {
            const auto owner = maybe_person(row, 6);
            const callbacks::Worked worked{.begun = {row.integer(1)},
                                           .due = {row.integer(2)},
                                           .first_attempt = maybe_instant(row, 3),
                                           .closed = maybe_instant(row, 4),
                                           .outcome = callbacks::outcome_of(row.text(5))};
            take({maybe_store(row, 0), owner ? owner : maybe_person(row, 7)}, worked);
        });
    if (!ran) return ran.error();
    return {};
}

base::Result<void> each_open_task(
    sql::Connection& connection, base::TenantId tenant, base::Instant now,
    const std::function<void(const WorkedBy&, bool is_overdue)>& take) {
    const auto ran =
        connection.run(statements::tasks_open_now, {tenant.uuid, now.us}, [&](const sql::Row& row) {
            take({maybe_store(row, 0), maybe_person(row, 1)}, row.integer(2) != 0);
        });
    if (!ran) return ran.error();
    return {};
}

}  // namespace w3::store
