#include "base/limits.hpp"
#include "edgvoip/store/sqlite/migrations/statements.hpp"
#include "edgvoip/store/sqlite/schema.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What stands in the SQLite file itself.
class SqliteRows : public testing::Test {
protected:
    void SetUp() override {
        call = random.call(tenant);
        call.legs = {random.leg(call.start)};
        record = random.record();
        write([this](CallWriter& writer) { writer.put(call, {record}).value(); });
        sql::sqlite::Options options;
        options.path = path;
        raw = sql::sqlite::Connection::open(options).value();
    }

    template <class Change>
    void write(Change change) {
        const auto writer = store->writer().value();
        writer->begin().value();
        change(*writer);
        writer->commit().value();
    }
    std::vector<std::string> column(sql::Connection& connection, std::string_view text) {
        std::vector<std::string> values;
        connection
            .run({text, text}, {},
                 [&values](const sql::Row& row) { values.emplace_back(row.text(0)); })
            .value();
        return values;
    }

    ScratchFolder folder;
    std::string path = (folder.path() / "calls.db").string();
    std::unique_ptr<Store> store = Store::open("sqlite:" + path).value();
    RandomCalls random{12};
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
    call::Call call;
    call::LegRecord record;
    std::unique_ptr<sql::sqlite::Connection> raw;
};

TEST_F(SqliteRows, EveryTransactionIsTheNextChangeOfATenant) {
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM calls"), ElementsAre("1"));
    const call::Call second = random.call(tenant);
    const call::Call theirs = random.call(other);
    write([&](CallWriter& writer) {
        writer.put(second, {}).value();
        writer.put(theirs, {}).value();
        writer.put(call, {record}).value();
        writer.remove({tenant, second.start, second.id}, "moved").value();
        writer.remove({tenant, second.start, second.id}, "moved").value();
    });
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM calls ORDER BY change_seq"),
                ElementsAre("1", "2"));
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM change_counters ORDER BY change_seq"),
                ElementsAre("1", "2"));
    EXPECT_THAT(column(*raw,
                       "SELECT change_seq || ' ' || call_id || ' ' || reason"
                       " FROM removed_calls WHERE at_us > 1700000000000000"),
                ElementsAre("2 " + second.id.text + " moved"));
}

TEST_F(SqliteRows, ANumberOfARolledBackChangeIsTakenAgain) {
    {
        const auto writer = store->writer().value();
        writer->begin().value();
        writer->put(call, {record}).value();
        writer->rollback();
    }
    write([this](CallWriter& writer) { writer.put(call, {record}).value(); });
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM calls"), ElementsAre("2"));
}

TEST_F(SqliteRows, AVeryLargeTransactionIsSeveralChanges) {
    constexpr std::int64_t most = base::limits::change_calls_max;
    write([&](CallWriter& writer) {
        for (std::int64_t i = 0; i <= most; ++i)
            writer.put(random.call(other), {}).value();
        writer.put(random.call(tenant), {}).value();
    });
    EXPECT_THAT(column(*raw,
                       "SELECT change_seq || ' ' || count(*) FROM calls"
                       " WHERE tenant_id <> (SELECT tenant_id FROM calls WHERE call_id = '" +
                           call.id.text + "') GROUP BY change_seq"),
                ElementsAre("1 " + std::to_string(most), "2 1"));
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM change_counters ORDER BY change_seq"),
                ElementsAre("2", "2"));
}

TEST_F(SqliteRows, RemovalsAreForgottenAfterNinetyDays) {
    const auto remove_one = [this] {
        const call::Call gone = random.call(tenant);
        write([&](CallWriter& writer) { writer.put(gone, {}).value(); });
        write([&](CallWriter& writer) {
            writer.remove({tenant, gone.start, gone.id}, "moved").value();
        });
    };
    remove_one();
    remove_one();
    const auto age = [this](int days, int number) {
        const std::string text = "UPDATE removed_calls SET at_us = (unixepoch() - 86400 * " +
                                 std::to_string(days) +
                                 ") * 1000000 WHERE change_seq = " + std::to_string(number);
        raw->script("age", text).value();
    };
    age(91, 3);
    age(89, 5);
    const auto reader = store->reader().value();
    EXPECT_TRUE(reader->changes(tenant, {2, 2, 9, {}, {}}).value().has_value());
    remove_one();
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM removed_calls"), ElementsAre("5", "7"));
    EXPECT_FALSE(reader->changes(tenant, {2, 2, 9, {}, {}}).value().has_value());
    EXPECT_EQ(reader->changes(tenant, {3, 3, 9, {}, {}}).value()->removed.size(), 2U);
    // Who began after it needs no older removal, wherever the walk through the calls has come to.
    EXPECT_EQ(reader->changes(tenant, {0, 5, 9, {}, {}}).value()->removed.size(), 1U);
    EXPECT_TRUE(reader->changes(tenant, {0, {}, 9, {}, {}}).value().has_value());
    EXPECT_FALSE(reader->changes(tenant, {0, 2, 9, {}, {}}).value().has_value());
    EXPECT_TRUE(reader->changes(other, {0, 0, 9, {}, {}}).value().has_value());
}

TEST_F(SqliteRows, AStoreOfTheFirstSchemaKeepsItsChanges) {
    const std::string old_path = (folder.path() / "old.db").string();
    sql::sqlite::Options options;
    options.path = old_path;
    {
        const auto old = sql::sqlite::Connection::open(options).value();
        const auto& first = sqlite::migrations::all.front();
        old->script(first.name, first.text).value();
        old->script("seed",
                    "PRAGMA user_version = 1;"
                    "INSERT INTO removed_calls VALUES (zeroblob(16), 4, 'x', 'moved', 9);"
                    "INSERT INTO tenant_changes VALUES (zeroblob(16), 7)")
            .value();
    }
    const auto migrated = Store::open("sqlite:" + old_path).value();
    EXPECT_EQ(migrated->schema_version(), sqlite::calls_schema().latest());
    EXPECT_FALSE(migrated->sealing_key().value().empty());
    const auto page = migrated->reader().value()->changes({}, {3, 3, 9, {}, {}}).value();
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->through, 7);
    EXPECT_THAT(page->removed, ElementsAre(RemovedCall{{"x"}, "moved"}));
}

TEST_F(SqliteRows, TheSealingKeyIsMadeOnceAndStays) {
    const std::string key(store->sealing_key().value().reveal());
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(Store::open("sqlite:" + path).value()->sealing_key().value().reveal(), key);
    const std::string second = (folder.path() / "second.db").string();
    EXPECT_NE(Store::open("sqlite:" + second).value()->sealing_key().value().reveal(), key);
    raw->script("damage", "UPDATE secrets SET secret = zeroblob(3)").value();
    EXPECT_EQ(store->sealing_key().error().fault, base::Fault::corrupt);
}

TEST_F(SqliteRows, EmptyTextsAreNull) {
    call.from_name.clear();
    call.did_e164.clear();
    write([this](CallWriter& writer) { writer.put(call, {}).value(); });
    EXPECT_THAT(column(*raw,
                       "SELECT count(*) FROM calls WHERE from_name IS NULL"
                       " AND name_folded IS NULL AND did_e164 IS NULL"),
                ElementsAre("1"));
    EXPECT_THAT(column(*raw,
                       "SELECT count(*) FROM calls WHERE '' IN (from_uri, to_uri, did_e164,"
                       " ext_number, remote_number, from_name, user_id, codec, source)"),
                ElementsAre("0"));
}

TEST_F(SqliteRows, ABrokenRowIsCorruptAndNamed) {
    const auto reader = store->reader().value();
    const CallPlace place = place_of(call);
    const auto outlines = [&] { return reader->outlines(tenant, [](const call::Outline&) {}); };
    for (const char* damage :
         {"end_us = start_us - 1", "duration_sec = duration_sec + 1", "direction = 4",
          "direction = 0", "disposition = 9", "missed_reason = 10", "quality_status = 0",
          "recorded = 2", "billsec = 5000000000", "store_id = x'00'", "q850 = -3000000000"}) {
        raw->script("damage", std::string("UPDATE calls SET ") + damage).value();
        const auto rows = reader->calls_at(tenant, {&place, 1}, any_change);
        ASSERT_FALSE(rows.has_value()) << damage;
        EXPECT_EQ(rows.error().fault, base::Fault::corrupt) << damage;
        EXPECT_THAT(rows.error().detail, HasSubstr(call.id.text)) << damage;
        EXPECT_EQ(reader->call_at(tenant, place, any_change).error().fault, base::Fault::corrupt)
            << damage;
        write([this](CallWriter& writer) { writer.put(call, {record}).value(); });
        EXPECT_TRUE(reader->call_at(tenant, place, any_change).has_value()) << damage;
    }
    for (const char* damage :
         {"direction = 4", "disposition = 0", "missed_reason = 10", "quality_status = 0",
          "mos_source = 9", "recorded = 2", "billsec = 5000000000", "ring_sec = -1",
          "store_id = x'00'", "mos_centi = 501", "jitter_tenth_ms = -1"}) {
        raw->script("damage", std::string("UPDATE calls SET ") + damage).value();
        ASSERT_FALSE(outlines().has_value()) << damage;
        EXPECT_EQ(outlines().error().fault, base::Fault::corrupt) << damage;
        EXPECT_THAT(outlines().error().detail, HasSubstr(call.id.text)) << damage;
        write([this](CallWriter& writer) { writer.put(call, {record}).value(); });
        EXPECT_TRUE(outlines().has_value()) << damage;
    }
}

TEST_F(SqliteRows, ABrokenLegIsCorrupt) {
    const auto reader = store->reader().value();
    raw->script("damage", "UPDATE legs SET is_root = 7").value();
    EXPECT_EQ(reader->call_at(tenant, place_of(call), any_change).error().fault,
              base::Fault::corrupt);
}

TEST_F(SqliteRows, ACutRecordIsCorrupt) {
    raw->script("damage", "UPDATE leg_records SET record = substr(record, 1, length(record) - 1)")
        .value();
    const auto writer = store->writer().value();
    EXPECT_EQ(writer->legs_of({tenant, call.start, call.id}).error().fault, base::Fault::corrupt);
    writer->begin().value();
    writer->put_pending({record, "a", "no_root", {1}}).value();
    writer->commit().value();
    raw->script("damage", "UPDATE pending_legs SET record = x''").value();
    EXPECT_EQ(writer->find_pending(record.leg_id).error().fault, base::Fault::corrupt);
    EXPECT_EQ(writer->pending_below("a").error().fault, base::Fault::corrupt);
}

/// A reading connection, fed statements that want what is not its tenant's.
TEST_F(SqliteRows, AReadingConnectionGivesNothingForeign) {
    call::Call theirs = random.call(other);
    theirs.user_id = "canary";
    write([&](CallWriter& writer) { writer.put(theirs, {random.record()}).value(); });
    const auto reading = sql::sqlite::Connection::open(sqlite::reader_options(path)).value();
    reading->set_tenant(tenant.uuid);
    EXPECT_THAT(column(*reading, "SELECT call_id FROM tenant_calls"), ElementsAre(call.id.text));
    EXPECT_THAT(column(*reading, "SELECT DISTINCT call_id FROM tenant_legs"),
                ElementsAre(call.id.text));
    EXPECT_THAT(column(*reading, "SELECT DISTINCT call_id FROM tenant_call_keys"),
                ElementsAre(call.id.text));
    EXPECT_THAT(column(*reading, "SELECT 1 FROM tenant_calls WHERE user_id = 'canary'"), IsEmpty());
    for (const char* text :
         {"SELECT user_id FROM calls", "SELECT * FROM legs", "SELECT * FROM call_keys",
          "SELECT record FROM leg_records", "SELECT record FROM pending_legs",
          "SELECT * FROM removed_calls", "SELECT * FROM change_counters",
          "SELECT secret FROM secrets",
          "WITH tenant_calls AS (SELECT * FROM calls) SELECT user_id FROM tenant_calls",
          "WITH tenant_calls AS (SELECT * FROM legs) SELECT * FROM tenant_calls",
          "WITH tenant_legs AS (SELECT * FROM leg_records) SELECT * FROM tenant_legs",
          "SELECT user_id FROM tenant_calls UNION ALL SELECT user_id FROM calls",
          "SELECT sql FROM sqlite_schema", "PRAGMA table_list", "ATTACH 'x.db' AS x",
          "DELETE FROM calls", "CREATE TEMP TABLE t AS SELECT * FROM tenant_calls"}) {
        bool came_out = false;
        EXPECT_THROW(static_cast<void>(reading->run(
                         {text, text}, {}, [&came_out](const sql::Row&) { came_out = true; })),
                     base::Bug)
            << text;
        EXPECT_FALSE(came_out) << text;
    }
    reading->set_tenant(std::nullopt);
    EXPECT_THAT(column(*reading, "SELECT call_id FROM tenant_calls"), IsEmpty());
}

}  // namespace
}  // namespace edgvoip::store
