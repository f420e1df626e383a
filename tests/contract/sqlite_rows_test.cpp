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

TEST_F(SqliteRows, EveryChangeOfATenantTakesTheNextNumber) {
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
                ElementsAre("1", "3"));
    EXPECT_THAT(column(*raw, "SELECT change_seq FROM tenant_changes ORDER BY change_seq"),
                ElementsAre("1", "4"));
    EXPECT_THAT(column(*raw,
                       "SELECT change_seq || ' ' || call_id || ' ' || reason"
                       " FROM removed_calls WHERE at_us > 1700000000000000"),
                ElementsAre("4 " + second.id.text + " moved"));
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
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    for (const char* damage :
         {"end_us = start_us - 1", "duration_sec = duration_sec + 1", "direction = 4",
          "direction = 0", "disposition = 9", "missed_reason = 10", "quality_status = 0",
          "recorded = 2", "billsec = 5000000000", "store_id = x'00'", "q850 = -3000000000"}) {
        raw->script("damage", std::string("UPDATE calls SET ") + damage).value();
        const auto page = reader->page(tenant, filter, CallOrder::newest_first, 0, 9);
        ASSERT_FALSE(page.has_value()) << damage;
        EXPECT_EQ(page.error().fault, base::Fault::corrupt) << damage;
        EXPECT_THAT(page.error().detail, HasSubstr(call.id.text)) << damage;
        EXPECT_EQ(reader->find(tenant, call.id).error().fault, base::Fault::corrupt) << damage;
        write([this](CallWriter& writer) { writer.put(call, {record}).value(); });
        EXPECT_TRUE(reader->find(tenant, call.id).has_value()) << damage;
    }
}

TEST_F(SqliteRows, ABrokenLegIsCorrupt) {
    const auto reader = store->reader().value();
    raw->script("damage", "UPDATE legs SET is_root = 7").value();
    EXPECT_EQ(reader->find(tenant, call.id).error().fault, base::Fault::corrupt);
}

TEST_F(SqliteRows, AKeyThatLeadsNowhereIsCorrupt) {
    const auto reader = store->reader().value();
    raw->script("damage", "DELETE FROM calls").value();
    EXPECT_EQ(reader->find(tenant, call.id).error().fault, base::Fault::corrupt);
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
          "SELECT * FROM removed_calls", "SELECT * FROM tenant_changes",
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
