#include "sql/sqlite/connection.hpp"

#include "scratch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

namespace sql::sqlite {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ConnectionTest : public testing::Test {
protected:
    void SetUp() override {
        connection = open_to_write(path);
        connection->script("make", "CREATE TABLE t (k INTEGER PRIMARY KEY, v)").value();
    }

    base::Result<std::int64_t> insert(std::int64_t key, std::string_view value) {
        return connection->run({"insert", "INSERT INTO t VALUES ($1, $2)"}, {key, value});
    }

    ScratchFolder folder;
    std::string path = folder.file("a.db");
    std::unique_ptr<Connection> connection;
};

TEST_F(ConnectionTest, GivesBackEveryKindOfValue) {
    const base::Uuid uuid = base::Uuid::random();
    const std::string raw("a\0\xff", 3);
    int rows = 0;
    const auto changed = connection->run({"values", "SELECT $1, $2, $3, $4, $5, $6, $7, $8"},
                                         {Null{}, std::int64_t{-5}, 0.5, std::string_view("perù"),
                                          Blob{raw}, uuid, std::string_view(), Blob{}},
                                         [&](const Row& row) {
                                             ++rows;
                                             EXPECT_TRUE(row.is_null(0));
                                             EXPECT_EQ(row.integer(0), 0);
                                             EXPECT_EQ(row.real(0), 0.0);
                                             EXPECT_EQ(row.text(0), "");
                                             EXPECT_EQ(row.bytes(0), "");
                                             EXPECT_EQ(row.uuid(0), base::Uuid{});
                                             EXPECT_EQ(row.maybe_integer(0), std::nullopt);
                                             EXPECT_EQ(row.maybe_integer(1), -5);
                                             EXPECT_EQ(row.real(2), 0.5);
                                             EXPECT_EQ(row.text(3), "perù");
                                             EXPECT_EQ(row.bytes(4), raw);
                                             EXPECT_EQ(row.uuid(5), uuid);
                                             EXPECT_FALSE(row.is_null(6));
                                             EXPECT_EQ(row.text(6), "");
                                             EXPECT_FALSE(row.is_null(7));
                                         });
    EXPECT_EQ(changed.value(), 0);
    EXPECT_EQ(rows, 1);
}

TEST_F(ConnectionTest, BindsByNameWhateverTheOrderInTheText) {
    EXPECT_THAT(column(*connection, "SELECT $2 || $1 || $2",
                       {std::string_view("a"), std::string_view("b")}),
                ElementsAre("bab"));
    EXPECT_THAT(column(*connection, "SELECT $10||$9||$8||$7||$6||$5||$4||$3||$2||$1",
                       {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
                ElementsAre("9876543210"));
}

TEST_F(ConnectionTest, RefusesParametersThatAreNotOneToN) {
    for (const char* text : {"SELECT $2", "SELECT $1, $3", "SELECT ?1", "SELECT ?", "SELECT :a",
                             "SELECT $1, $a", "SELECT $01", "SELECT $0", "SELECT $1, ?2"}) {
        EXPECT_THROW(static_cast<void>(connection->run({text, text}, {1})), base::Bug) << text;
        EXPECT_THROW(static_cast<void>(connection->run({text, text}, {1, 2})), base::Bug) << text;
    }
    EXPECT_THROW(static_cast<void>(connection->run({"one", "SELECT $1"}, {})), base::Bug);
    EXPECT_THROW(static_cast<void>(connection->run({"one", "SELECT $1"}, {1, 2})), base::Bug);
    EXPECT_EQ(column(*connection, "SELECT $1", {7}), std::vector<std::string>{"7"});
}

TEST_F(ConnectionTest, RefusesWhatIsNotExactlyOneStatement) {
    for (const char* text : {"SELECT 1; SELECT 2", "", "  ", "-- nothing", "SELEC 1",
                             "SELECT * FROM nowhere", "SELECT \"no_such_column\" FROM t"}) {
        EXPECT_THROW(static_cast<void>(connection->run({text, text}, {})), base::Bug) << text;
    }
    EXPECT_THAT(column(*connection, "SELECT 1 ;\n"), ElementsAre("1"));
}

TEST_F(ConnectionTest, AStatementNameStandsForOneText) {
    EXPECT_TRUE(connection->run({"same", "SELECT 1"}, {}).has_value());
    EXPECT_TRUE(connection->run({"same", "SELECT 1"}, {}).has_value());
    EXPECT_THROW(static_cast<void>(connection->run({"same", "SELECT 12"}, {})), base::Bug);
}

TEST_F(ConnectionTest, AStatementDoesNotRunInsideItself) {
    insert(1, "a").value();
    const Statement statement{"outer", "SELECT v FROM t"};
    EXPECT_THROW(
        static_cast<void>(connection->run(
            statement, {}, [&](const Row&) { static_cast<void>(connection->run(statement, {})); })),
        base::Bug);
    EXPECT_TRUE(connection->run(statement, {}).has_value()) << "and is usable afterwards";
}

TEST_F(ConnectionTest, AnExceptionOfTheRowsReaderFreesTheStatement) {
    insert(1, "a").value();
    const Statement statement{"rows", "SELECT v FROM t WHERE k = $1"};
    EXPECT_THROW(static_cast<void>(connection->run(
                     statement, {1}, [](const Row&) { throw std::runtime_error("stop"); })),
                 std::runtime_error);
    EXPECT_TRUE(connection->script("drop", "DROP TABLE t").has_value()) << "no lock is left";
}

TEST_F(ConnectionTest, CountsChangedRows) {
    EXPECT_EQ(insert(1, "a").value(), 1);
    EXPECT_EQ(insert(2, "a").value(), 1);
    EXPECT_EQ(connection->run({"up", "UPDATE t SET v = $1"}, {std::string_view("b")}).value(), 2);
    EXPECT_EQ(connection->run({"none", "DELETE FROM t WHERE k > 5"}, {}).value(), 0);
    EXPECT_EQ(connection->run({"read", "SELECT * FROM t"}, {}).value(), 0);
}

TEST_F(ConnectionTest, ABrokenKeyIsAConflictThatNamesNoValue) {
    insert(1, "a").value();
    const auto again = insert(1, "+39061234567");
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().fault, base::Fault::conflict);
    EXPECT_THAT(again.error().detail, HasSubstr("insert: "));
    EXPECT_THAT(again.error().detail, testing::Not(HasSubstr("+39")));
}

TEST_F(ConnectionTest, CommitKeepsAndRollbackForgets) {
    connection->begin().value();
    EXPECT_TRUE(connection->in_transaction());
    insert(1, "kept").value();
    connection->commit().value();
    EXPECT_FALSE(connection->in_transaction());
    connection->begin().value();
    insert(2, "forgotten").value();
    connection->rollback();
    connection->rollback();  // harmless
    EXPECT_THAT(column(*open_to_write(path), "SELECT v FROM t"), ElementsAre("kept"));
}

TEST_F(ConnectionTest, CommitWithoutATransactionIsAnError) {
    EXPECT_EQ(connection->commit().error().fault, base::Fault::unavailable);
}

TEST_F(ConnectionTest, AnotherWritersLockIsUnavailable) {
    const auto other = open_to_write(path);
    other->begin().value();
    const auto refused = connection->begin();
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, base::Fault::unavailable);
    EXPECT_EQ(insert(1, "a").error().fault, base::Fault::unavailable);
    other->rollback();
    EXPECT_TRUE(insert(1, "a").has_value());
}

TEST_F(ConnectionTest, AReadersSnapshotStandsStillWhileAWriterCommits) {
    insert(1, "a").value();
    Options options;
    options.path = path;
    options.read_only = true;
    const auto reader = Connection::open(options).value();
    reader->begin().value();
    EXPECT_THAT(column(*reader, "SELECT v FROM t"), ElementsAre("a"));
    insert(2, "b").value();
    EXPECT_THAT(column(*reader, "SELECT v FROM t"), ElementsAre("a"));
    reader->rollback();
    EXPECT_THAT(column(*reader, "SELECT v FROM t"), ElementsAre("a", "b"));
}

TEST_F(ConnectionTest, AReadOnlyConnectionCannotWrite) {
    Options options;
    options.path = path;
    options.read_only = true;
    const auto reader = Connection::open(options).value();
    const auto refused = reader->run({"write", "DELETE FROM t"}, {});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, base::Fault::unavailable);
    options.path = folder.file("nowhere.db");
    EXPECT_EQ(Connection::open(options).error().fault, base::Fault::unavailable);
    EXPECT_FALSE(std::filesystem::exists(options.path));
}

TEST_F(ConnectionTest, WritesAheadAndFlushesEveryCommit) {
    EXPECT_THAT(column(*connection, "PRAGMA journal_mode"), ElementsAre("wal"));
    EXPECT_THAT(column(*connection, "PRAGMA synchronous"), ElementsAre("2"));
    EXPECT_THAT(column(*connection, "PRAGMA page_size"), ElementsAre("8192"));
    EXPECT_THAT(column(*connection, "PRAGMA trusted_schema"), ElementsAre("0"));
    EXPECT_THAT(column(*connection, "PRAGMA foreign_keys"), ElementsAre("0"));
}

TEST_F(ConnectionTest, AFileThatIsNoDatabaseIsCorrupt) {
    const std::string text = folder.file("letter.txt");
    std::ofstream(text) << std::string(5000, 'x');
    Options options;
    options.path = text;
    EXPECT_EQ(Connection::open(options).error().fault, base::Fault::corrupt);
    options.read_only = true;
    EXPECT_EQ(Connection::open(options).error().fault, base::Fault::corrupt);
}

TEST_F(ConnectionTest, ADamagedPageIsCorrupt) {
    connection->begin().value();
    for (int i = 1; i <= 2000; ++i)
        insert(i, "a value that fills pages of the table").value();
    connection->commit().value();
    connection->script("checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)").value();
    connection.reset();
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2 * 8192);
    file << std::string(8192, '\x55');
    file.close();
    Options options;
    options.path = path;
    options.read_only = true;
    const auto reader = Connection::open(options).value();
    const auto read = reader->run({"all", "SELECT sum(length(v)) FROM t"}, {});
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().fault, base::Fault::corrupt);
}

/// While it lives no file of this process grows beyond the limit: a disk that is full.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

TEST_F(ConnectionTest, AFullDiskIsUnavailableAndPasses) {
    const std::string large(100'000, 'x');
    insert(1, large).value();
    {
        const FullDisk full(400'000);
        connection->begin().value();
        base::Result<void> done;
        for (int i = 2; i < 20 && done; ++i) {
            if (const auto ran = insert(i, large); !ran) done = ran.error();
        }
        if (done) done = connection->commit();
        ASSERT_FALSE(done.has_value());
        EXPECT_EQ(done.error().fault, base::Fault::unavailable);
        connection->rollback();
    }
    EXPECT_THAT(column(*connection, "SELECT k FROM t"), ElementsAre("1"));
    EXPECT_TRUE(insert(2, large).has_value()) << "room again";
    EXPECT_THAT(column(*open_to_write(path), "SELECT k FROM t"), ElementsAre("1", "2"));
}

TEST_F(ConnectionTest, AScriptRunsAllItsStatementsOrTellsWhy) {
    connection->script("two", "INSERT INTO t VALUES (1, 'a'); INSERT INTO t VALUES (2, 'b')")
        .value();
    EXPECT_THAT(column(*connection, "SELECT v FROM t"), ElementsAre("a", "b"));
    EXPECT_EQ(connection->script("again", "INSERT INTO t VALUES (1, 'a')").error().fault,
              base::Fault::conflict);
    EXPECT_THROW(static_cast<void>(connection->script("bad", "INSERT INTO nowhere VALUES (1)")),
                 base::Bug);
}

TEST_F(ConnectionTest, AStatementSurvivesAChangeOfTheSchema) {
    insert(1, "a").value();
    EXPECT_THAT(column(*connection, "SELECT * FROM t"), ElementsAre("1"));
    open_to_write(path)->script("more", "ALTER TABLE t ADD COLUMN w DEFAULT 5").value();
    EXPECT_THAT(column(*connection, "SELECT * FROM t"), ElementsAre("1"));
    EXPECT_THAT(column(*connection, "SELECT w FROM t"), ElementsAre("5"));
}

TEST_F(ConnectionTest, TheTenantIsNobodyUnlessSet) {
    const base::Uuid tenant = base::Uuid::random();
    const Statement ask{"who", "SELECT current_tenant()"};
    std::vector<base::Uuid> seen;
    const auto look = [&seen](const Row& row) { seen.push_back(row.uuid(0)); };
    connection->run(ask, {}, look).value();
    connection->set_tenant(tenant);
    connection->run(ask, {}, look).value();
    connection->set_tenant(std::nullopt);
    connection->run(ask, {}, look).value();
    EXPECT_THAT(seen, ElementsAre(base::Uuid{}, tenant, base::Uuid{}));
}

}  // namespace
}  // namespace sql::sqlite
