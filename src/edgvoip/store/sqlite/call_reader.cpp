#include "edgvoip/store/sqlite/call_reader.hpp"

#include "edgvoip/store/call_row.hpp"
#include "edgvoip/store/filter_parameters.hpp"
#include "edgvoip/store/sql/statements.hpp"
#include "edgvoip/store/sqlite/change_walk.hpp"
#include "edgvoip/store/sqlite/snapshot.hpp"

#include <utility>

namespace edgvoip::store::sqlite {
namespace {

const sql::Statement& page_statement(CallOrder order) {
    switch (order) {
        case CallOrder::newest_first:
            return statements::calls_newest_first;
        case CallOrder::oldest_first:
            return statements::calls_oldest_first;
        case CallOrder::longest_first:
            return statements::calls_longest_first;
        case CallOrder::shortest_first:
            return statements::calls_shortest_first;
        case CallOrder::worst_mos_first:
            return statements::calls_worst_mos_first;
    }
    throw base::Bug("an order of calls that does not exist");
}

}  // namespace

base::Result<CallPage> SqliteCallReader::page(base::TenantId tenant, const CallFilter& filter,
                                              CallOrder order, std::int64_t offset,
                                              std::int64_t limit) {
    base::check(offset >= 0 && limit >= 0, "a page has a position and a size");
    FilterParameters parameters(tenant, filter);
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    CallPage page;
    const auto counted =
        connection_->run(statements::calls_count, parameters.count(),
                         [&page](const sql::Row& row) { page.total = row.integer(0); });
    if (!counted) return counted.error();
    if (offset >= page.total || limit == 0) return page;
    auto calls =
        collect(*connection_, page_statement(order), parameters.page(limit, offset), call_of);
    if (!calls) return calls.error();
    page.calls = std::move(*calls);
    return page;
}

base::Result<std::optional<call::Call>> SqliteCallReader::find(base::TenantId tenant,
                                                               const base::CallId& id) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    std::optional<std::int64_t> start_us;
    const auto ran =
        connection_->run(statements::call_start, {tenant.uuid, std::string_view(id.text)},
                         [&start_us](const sql::Row& row) { start_us = row.integer(0); });
    if (!ran) return ran.error();
    if (!start_us) return std::optional<call::Call>();
    return find_by_key(tenant, id, *start_us);
}

base::Result<std::optional<call::Call>> SqliteCallReader::find_by_key(base::TenantId tenant,
                                                                      const base::CallId& id,
                                                                      std::int64_t start_us) {
    const std::array<sql::Parameter, 3> key = {tenant.uuid, start_us, std::string_view(id.text)};
    auto calls = collect(*connection_, statements::call_by_key, key, call_of);
    if (!calls) return calls.error();
    if (calls->empty()) {
        return base::corrupt("the key of the call '" + id.text + "' leads to no call");
    }
    auto legs = collect(*connection_, statements::legs_by_key, key, leg_of);
    if (!legs) return legs.error();
    calls->front().legs = std::move(*legs);
    return std::optional<call::Call>(std::move(calls->front()));
}

base::Result<std::optional<ChangePage>> SqliteCallReader::changes(base::TenantId tenant,
                                                                  const ChangeQuestion& question) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    return ChangeWalk(*connection_, tenant, question).page();
}

}  // namespace edgvoip::store::sqlite
