#include "edgvoip/store/sqlite/call_reader.hpp"

#include "edgvoip/store/call_row.hpp"
#include "edgvoip/store/sql/statements.hpp"
#include "edgvoip/store/sqlite/change_walk.hpp"
#include "edgvoip/store/sqlite/snapshot.hpp"

#include <array>
#include <utility>

namespace edgvoip::store::sqlite {
namespace {

std::array<sql::Parameter, 3> key_of(base::TenantId tenant, const CallPlace& place) {
    return {tenant.uuid, place.start.us, std::string_view(place.id.text)};
}

KeyMoves moves_of(const sql::Row& row, int column) {
    return {.start = row.integer(column),
            .billsec = row.integer(column + 1),
            .mos = row.integer(column + 2)};
}

}  // namespace

base::Result<std::optional<StoredRow>> SqliteCallReader::row_at(base::TenantId tenant,
                                                                const CallPlace& place,
                                                                std::int64_t change_seq) {
    base::Result<std::optional<StoredRow>> found = std::optional<StoredRow>();
    const auto take = [&](const sql::Row& row) {
        const std::int64_t changed = row.integer(call_column_count);
        if (changed > change_seq) return;
        auto call = call_of(row);
        if (call) {
            found = StoredRow{std::move(*call), changed, moves_of(row, call_column_count + 1)};
        } else {
            found = call.error();
        }
    };
    const auto ran = connection_->run(statements::call_by_key, key_of(tenant, place), take);
    if (!ran) return ran.error();
    return found;
}

base::Result<std::optional<std::vector<StoredRow>>> SqliteCallReader::calls_at(
    base::TenantId tenant, std::span<const CallPlace> places, std::int64_t change_seq) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    std::vector<StoredRow> rows;
    rows.reserve(places.size());
    for (const CallPlace& place : places) {
        auto row = row_at(tenant, place, change_seq);
        if (!row) return row.error();
        if (!*row) return std::optional<std::vector<StoredRow>>();
        rows.push_back(std::move(**row));
    }
    return std::optional<std::vector<StoredRow>>(std::move(rows));
}

base::Result<std::optional<StoredRow>> SqliteCallReader::call_at(base::TenantId tenant,
                                                                 const CallPlace& place,
                                                                 std::int64_t change_seq) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    auto row = row_at(tenant, place, change_seq);
    if (!row) return row.error();
    if (!*row) return row;
    auto legs = collect(*connection_, statements::legs_by_key, key_of(tenant, place), leg_of);
    if (!legs) return legs.error();
    (*row)->call.legs = std::move(*legs);
    return row;
}

base::Result<std::int64_t> SqliteCallReader::change_seq_of(base::TenantId tenant) {
    std::int64_t change_seq = 0;
    const auto ran =
        connection_->run(statements::change_counter, {tenant.uuid},
                         [&change_seq](const sql::Row& row) { change_seq = row.integer(0); });
    if (!ran) return ran.error();
    return change_seq;
}

base::Result<std::int64_t> SqliteCallReader::outlines(base::TenantId tenant,
                                                      const OnOutline& on_outline) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    std::optional<base::Error> broken;
    const auto ran =
        connection_->run(statements::call_outlines, {tenant.uuid}, [&](const sql::Row& row) {
            if (broken) return;
            auto outline = outline_of(row);
            if (outline) {
                on_outline(std::move(*outline));
            } else {
                broken = outline.error();
            }
        });
    if (!ran) return ran.error();
    if (broken) return *broken;
    return change_seq_of(tenant);
}

base::Result<std::optional<ChangePage>> SqliteCallReader::changes(base::TenantId tenant,
                                                                  const ChangeQuestion& question) {
    Snapshot snapshot(*connection_, tenant);
    if (auto begun = snapshot.begin(); !begun) return begun.error();
    return ChangeWalk(*connection_, tenant, question).page();
}

}  // namespace edgvoip::store::sqlite
