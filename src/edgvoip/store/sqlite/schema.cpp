#include "edgvoip/store/sqlite/schema.hpp"

#include "edgvoip/store/sqlite/migrations/statements.hpp"

namespace edgvoip::store::sqlite {
namespace {

constexpr std::int64_t our_application_id = 1701078902;  // `edgv`, as the first migration says

// Room for the inner pages of the trees of some ten million calls: rows are fetched one by one.
constexpr std::int32_t reader_cache_kib = 64 * 1024;

constexpr sql::Statement read_version{"schema_version", "PRAGMA user_version"};
constexpr sql::Statement read_application_id{"application_id", "PRAGMA application_id"};
constexpr sql::Statement count_objects{"schema_objects", "SELECT count(*) FROM sqlite_schema"};

base::Result<std::int64_t> read_number(sql::Connection& connection,
                                       const sql::Statement& statement) {
    std::int64_t number = 0;
    const auto ran =
        connection.run(statement, {}, [&number](const sql::Row& row) { number = row.integer(0); });
    if (!ran) return ran.error();
    return number;
}

/// One step up from `version`, unless another process has done it meanwhile.
base::Result<void> step_up(sql::Connection& connection, std::int64_t version) {
    const auto now = read_number(connection, read_version);
    if (!now) return now.error();
    if (*now != version) return {};
    const sql::Statement& migration = migrations::all[static_cast<std::size_t>(version)];
    if (auto done = connection.script(migration.name, migration.text); !done) return done.error();
    return connection.script(migration.name,
                             "PRAGMA user_version = " + std::to_string(version + 1));
}

}  // namespace

std::int64_t latest_schema_version() {
    return static_cast<std::int64_t>(migrations::all.size());
}

base::Result<void> check_schema(sql::Connection& connection) {
    const auto version = read_number(connection, read_version);
    if (!version) return version.error();
    const auto application = read_number(connection, read_application_id);
    if (!application) return application.error();
    const auto objects = read_number(connection, count_objects);
    if (!objects) return objects.error();
    const bool is_new = *version == 0 && *application == 0 && *objects == 0;
    if (!is_new && *application != our_application_id) {
        return base::Error{base::Fault::unsupported,
                           "is a database of another program; name another file"};
    }
    if (*version > latest_schema_version()) {
        return base::Error{base::Fault::unsupported, "has schema version " +
                                                         std::to_string(*version) +
                                                         ", this program knows up to " +
                                                         std::to_string(latest_schema_version()) +
                                                         "; start the newer version that wrote it"};
    }
    return {};
}

base::Result<std::int64_t> migrate(sql::Connection& connection) {
    if (auto checked = check_schema(connection); !checked) return checked.error();
    const auto first = read_number(connection, read_version);
    if (!first) return first.error();
    for (std::int64_t version = *first; version < latest_schema_version(); ++version) {
        if (auto begun = connection.begin(); !begun) return begun.error();
        auto done = step_up(connection, version);
        if (done) done = connection.commit();
        if (!done) {
            connection.rollback();
            return done.error();
        }
    }
    return latest_schema_version();
}

sql::sqlite::Options reader_options(const std::string& path) {
    sql::sqlite::Options options;
    options.path = path;
    options.read_only = true;
    options.cache_kib = reader_cache_kib;
    options.guarded_views = {{"tenant_calls", "calls"},
                             {"tenant_legs", "legs"},
                             {"tenant_call_keys", "call_keys"},
                             {"tenant_removed_calls", "removed_calls"},
                             {"tenant_change_counters", "change_counters"}};
    return options;
}

}  // namespace edgvoip::store::sqlite
