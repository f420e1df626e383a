#include "sql/sqlite/guard.hpp"

#include "scratch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sql::sqlite {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(GuardText, FindsAGuardedNameInEverySpelling) {
    const Guard guard(std::vector<GuardedView>{{"tenant_calls", "calls"}});
    for (const char* text :
         {"SELECT * FROM calls", "SELECT * FROM CaLLs", "SELECT * FROM \"calls\"",
          "SELECT * FROM [calls]", "SELECT * FROM `calls`", "SELECT * FROM 'calls'",
          "SELECT * FROM main.calls", "SELECT * FROM main.\"CALLS\"", "SELECT*FROM(calls)",
          "SELECT 'it''s', 1 FROM calls", "/* ' */ SELECT * FROM calls -- '",
          "-- '\nSELECT * FROM calls", "SELECT '--' FROM calls", "SELECT '/*' FROM calls",
          "SELECT \"a\"\"b\" FROM calls", "SELECT [a]\"calls\"", "calls"}) {
        EXPECT_TRUE(guard.refuses(text)) << text;
    }
}

TEST(GuardText, LetsEverythingElsePass) {
    const Guard guard(std::vector<GuardedView>{{"tenant_calls", "calls"}});
    for (const char* text :
         {"SELECT * FROM tenant_calls", "SELECT calls_x, xcalls FROM tenant_calls", "",
          "SELECT 1 -- calls", "SELECT 1 /* calls */", "SELECT 'calls and more'",
          "SELECT 'a''calls'", "SELECT $1", "SELECT 1 /* calls"}) {
        EXPECT_FALSE(guard.refuses(text)) << text;
    }
    EXPECT_FALSE(Guard(std::vector<GuardedView>()).refuses("SELECT * FROM calls"));
}

TEST(GuardText, ATableIsReadThroughItsOwnView) {
    const Guard guard(std::vector<GuardedView>{{"tenant_calls", "calls"}, {"tenant_legs", "legs"}});
    EXPECT_TRUE(guard.may_read("calls", "tenant_calls"));
    EXPECT_TRUE(guard.may_read("Calls", "TENANT_CALLS"));
    EXPECT_TRUE(guard.may_read("tenant_calls", ""));
    EXPECT_FALSE(guard.may_read("calls", ""));
    EXPECT_FALSE(guard.may_read("calls", "tenant_legs"));
    EXPECT_FALSE(guard.may_read("sqlite_schema", "tenant_calls"));
}

/// A table of two tenants behind a view; every row of the other one carries a canary.
class GuardedConnection : public testing::Test {
protected:
    void SetUp() override {
        writer = open_to_write(path);
        writer
            ->script("make",
                     "CREATE TABLE calls (tenant_id BLOB, id TEXT, PRIMARY KEY (tenant_id, id))"
                     " WITHOUT ROWID;"
                     "CREATE TABLE secrets (word TEXT); INSERT INTO secrets VALUES ('canary');"
                     "CREATE VIEW tenant_calls AS"
                     " SELECT * FROM calls WHERE tenant_id = current_tenant()")
            .value();
        insert(mine, "mine-1");
        insert(mine, "mine-2");
        insert(other, "canary-1");
        Options options;
        options.path = path;
        options.read_only = true;
        options.guarded_views = {{"tenant_calls", "calls"}};
        guarded = Connection::open(options).value();
    }

    void insert(const base::Uuid& tenant, std::string_view id) {
        writer->run({"insert", "INSERT INTO calls VALUES ($1, $2)"}, {tenant, id}).value();
    }

    ScratchFolder folder;
    std::string path = folder.file("guarded.db");
    const base::Uuid mine = base::Uuid::random();
    const base::Uuid other = base::Uuid::random();
    std::unique_ptr<Connection> writer;
    std::unique_ptr<Connection> guarded;
};

TEST_F(GuardedConnection, ShowsTheTenantsRowsOnly) {
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), IsEmpty()) << "nobody's";
    guarded->set_tenant(mine);
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), ElementsAre("mine-1", "mine-2"));
    guarded->set_tenant(other);
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), ElementsAre("canary-1"))
        << "the prepared statement asks again who it is for";
    guarded->set_tenant(std::nullopt);
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), IsEmpty());
}

TEST_F(GuardedConnection, ANamedForeignTenantIsEmpty) {
    guarded->set_tenant(mine);
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls WHERE tenant_id = $1", {other}),
                IsEmpty());
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls WHERE tenant_id = $1", {mine}),
                ElementsAre("mine-1", "mine-2"));
}

TEST_F(GuardedConnection, HostileStatementsGetNothingForeign) {
    const char* const hostile[] = {
        "SELECT id FROM calls",
        "SELECT id FROM \"calls\"",
        "SELECT id FROM main.calls",
        "SELECT count(*) FROM calls",
        "SELECT id FROM tenant_calls UNION SELECT id FROM calls",
        "SELECT id FROM tenant_calls UNION ALL SELECT word FROM secrets",
        "SELECT (SELECT max(id) FROM calls) FROM tenant_calls",
        "SELECT id FROM tenant_calls WHERE id IN (SELECT id FROM calls)",
        "SELECT tenant_calls.id FROM tenant_calls JOIN calls ON 1",
        "WITH tenant_calls AS (SELECT * FROM calls) SELECT id FROM tenant_calls",
        "WITH tenant_calls AS (SELECT * FROM 'calls') SELECT id FROM tenant_calls",
        "WITH tenant_calls(id) AS (SELECT word FROM secrets) SELECT id FROM tenant_calls",
        "WITH tenant_calls(id) AS (SELECT sql FROM sqlite_schema) SELECT id FROM tenant_calls",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 9",
        "SELECT id FROM (SELECT * FROM calls) AS tenant_calls",
        "SELECT id FROM (SELECT word AS id FROM secrets) AS tenant_calls",
        "SELECT word FROM secrets",
        "SELECT count(*) FROM secrets",
        "SELECT tenant_calls.word FROM secrets AS tenant_calls",
        "SELECT sql FROM sqlite_master",
        "SELECT sql FROM sqlite_schema",
        "SELECT name FROM sqlite_temp_master",
        "SELECT name FROM pragma_table_info('sqlite_schema')",
        "SELECT name FROM pragma_table_list",
        "SELECT name FROM dbstat",
        "SELECT value FROM json_each('[1]')",
        "PRAGMA user_version",
        "PRAGMA trusted_schema = ON",
        "PRAGMA writable_schema = ON",
        "PRAGMA table_info(tenant_calls)",
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "CREATE TEMP TABLE copy AS SELECT * FROM tenant_calls",
        "CREATE TEMP VIEW tenant_calls AS SELECT * FROM secrets",
        "CREATE TEMP TABLE tenant_calls (id)",
        "CREATE TABLE x (id)",
        "CREATE INDEX i ON tenant_calls (id)",
        "INSERT INTO tenant_calls VALUES (x'00', 'a')",
        "DELETE FROM tenant_calls",
        "UPDATE tenant_calls SET id = 'a'",
        "DROP VIEW tenant_calls",
        "ANALYZE",
        "REINDEX",
        "VACUUM INTO 'copy.db'",
        "SAVEPOINT a",
        "SELECT load_extension('x')",
        "SELECT randomblob(100)",
        "SELECT sqlite_version()",
    };
    guarded->set_tenant(mine);
    for (const char* const text : hostile) {
        bool came_out = false;
        EXPECT_THROW(static_cast<void>(guarded->run({text, text}, {},
                                                    [&came_out](const Row&) { came_out = true; })),
                     base::Bug)
            << text;
        EXPECT_FALSE(came_out) << text;
        EXPECT_THROW(static_cast<void>(guarded->script("hostile", text)), base::Bug) << text;
    }
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), ElementsAre("mine-1", "mine-2"));
    EXPECT_THAT(column(*writer, "SELECT count(*) FROM calls"), ElementsAre("3"));
}

TEST_F(GuardedConnection, AnAliasNamedAsTheViewGivesNoRights) {
    guarded->set_tenant(mine);
    EXPECT_THAT(column(*guarded,
                       "WITH tenant_calls AS (SELECT * FROM main.tenant_calls)"
                       " SELECT id FROM tenant_calls"),
                ElementsAre("mine-1", "mine-2"));
}

TEST_F(GuardedConnection, ASnapshotIsAllowed) {
    guarded->set_tenant(mine);
    guarded->begin().value();
    EXPECT_THAT(column(*guarded, "SELECT id FROM tenant_calls"), ElementsAre("mine-1", "mine-2"));
    insert(mine, "mine-3");
    EXPECT_THAT(column(*guarded, "SELECT count(*) FROM tenant_calls"), ElementsAre("2"));
    guarded->rollback();
    EXPECT_THAT(column(*guarded, "SELECT count(*) FROM tenant_calls"), ElementsAre("3"));
}

}  // namespace
}  // namespace sql::sqlite
