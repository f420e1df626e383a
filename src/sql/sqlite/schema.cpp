#include "sql/sqlite/schema.hpp"

#include <string>

namespace sql::sqlite {
namespace {

constexpr Statement read_version{"schema_version", "PRAGMA user_version"};
constexpr Statement read_application_id{"application_id", "PRAGMA application_id"};
constexpr Statement count_objects{"schema_objects", "SELECT count(*) FROM sqlite_schema"};

base::Result<std::int64_t> read_number(sql::Connection& connection, const Statement& statement) {
    std::int64_t number = 0;
    const auto ran =
        connection.run(statement, {}, [&number](const Row& row) { number = row.integer(0); });
    if (!ran) return ran.error();
    return number;
}

/// One step up from `version`, unless another process has done it meanwhile.
base::Result<void> step_up(sql::Connection& connection, const Schema& schema,
                           std::int64_t version) {
    const auto now = read_number(connection, read_version);
    if (!now) return now.error();
    if (*now != version) return {};
    const Statement& migration = schema.migrations[static_cast<std::size_t>(version)];
    if (auto done = connection.script(migration.name, migration.text); !done) return done.error();
    return connection.script(migration.name,
                             "PRAGMA user_version = " + std::to_string(version + 1));
}

}  // namespace

base::Result<void> check_schema(sql::Connection& connection, const Schema& schema) {
    const auto version = read_number(connection, read_version);
    if (!version) return version.error();
    const auto application = read_number(connection, read_application_id);
    if (!application) return application.error();
    const auto objects = read_number(connection, count_objects);
    if (!objects) return objects.error();
    const bool is_new = *version == 0 && *application == 0 && *objects == 0;
    if (!is_new && *application != schema.application_id) {
        return base::Error{base::Fault::unsupported,
                           "is a database of another program; name another file"};
    }
    if (*version > schema.latest()) {
        return base::Error{base::Fault::unsupported,
                           "has schema version " + std::to_string(*version) +
                               ", this program knows up to " + std::to_string(schema.latest()) +
                               "; start the newer version that wrote it"};
    }
    return {};
}

base::Result<std::int64_t> migrate(sql::Connection& connection, const Schema& schema) {
    if (auto checked = check_schema(connection, schema); !checked) return checked.error();
    const auto first = read_number(connection, read_version);
    if (!first) return first.error();
    for (std::int64_t version = *first; version < schema.latest(); ++version) {
        if (auto begun = connection.begin(); !begun) return begun.error();
        auto done = step_up(connection, schema, version);
        if (done) done = connection.commit();
        if (!done) {
            connection.rollback();
            return done.error();
        }
    }
    return schema.latest();
}

}  // namespace sql::sqlite
