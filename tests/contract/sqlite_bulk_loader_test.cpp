#include "base/limits.hpp"
#include "edgvoip/store/sqlite/bulk_loader.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sys/wait.h>
#include <tuple>
#include <unistd.h>

namespace edgvoip::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct StoredCall {
    call::Call call;
    std::vector<call::LegRecord> records;
};

/// What stands in the SQLite file after a loading.
class SqliteBulkRows : public testing::Test {
protected:
    /// Calls of four tenants with legs and records; some share a leg, some have their root's.
    std::vector<StoredCall> make_calls(int count) {
        std::vector<base::TenantId> tenants;
        for (int i = 0; i < 4; ++i)
            tenants.push_back({base::Uuid::random()});
        std::vector<StoredCall> calls;
        for (int i = 0; i < count; ++i) {
            StoredCall made{random.call(random.any_of(tenants)), {}};
            for (std::int64_t legs = random.between(0, 3); legs > 0; --legs) {
                made.call.legs.push_back(random.leg(made.call.start));
                made.records.push_back(random.record());
            }
            if (made.records.size() > 1) made.records[0].leg_id = made.call.id.text;
            if (made.records.size() > 2) {
                made.records[1].leg_id = "shared-" + std::to_string(random.between(0, 9));
            }
            calls.push_back(std::move(made));
        }
        std::ranges::sort(calls, {}, [](const StoredCall& made) {
            return std::tie(made.call.tenant, made.call.start, made.call.id);
        });
        return calls;
    }
    static void load(Store& store, const std::vector<StoredCall>& calls) {
        const auto loader = store.bulk_loader().value();
        for (const StoredCall& made : calls)
            loader->put(made.call, encoded(made.records)).value();
        loader->finish().value();
    }
    static std::unique_ptr<sql::sqlite::Connection> connect(const std::string& path) {
        sql::sqlite::Options options;
        options.path = path;
        return sql::sqlite::Connection::open(options).value();
    }
    static std::vector<std::string> column(sql::Connection& connection, const std::string& text) {
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
    RandomCalls random{31};
};

TEST_F(SqliteBulkRows, AreThoseOfTheWriter) {
    const auto calls = make_calls(6000);
    load(*store, calls);
    const std::string written = (folder.path() / "written.db").string();
    {
        const auto writer = Store::open("sqlite:" + written).value()->writer().value();
        writer->begin().value();
        for (const StoredCall& made : calls)
            writer->put(made.call, made.records).value();
        writer->commit().value();
    }
    const auto raw = connect(path);
    raw->script("attach", "ATTACH '" + written + "' AS written").value();
    const auto tables =
        column(*raw,
               "SELECT name FROM written.sqlite_schema WHERE type = 'table' AND name <> 'secrets'"
               " ORDER BY name");
    EXPECT_THAT(tables, testing::IsSupersetOf({"calls", "call_keys", "legs", "leg_records",
                                               "change_counters", "removed_calls"}));
    for (const std::string& table : tables) {
        const std::string columns =
            column(*raw, "SELECT group_concat(name) FROM pragma_table_info('" + table +
                             "') WHERE name <> 'change_seq'")
                .front();
        const auto rows_only_in = [&](const std::string& one, const std::string& other) {
            return column(*raw, "SELECT count(*) FROM (SELECT " + columns + " FROM " + one + "." +
                                    table + " EXCEPT SELECT " + columns + " FROM " + other + "." +
                                    table + ")");
        };
        EXPECT_THAT(rows_only_in("main", "written"), ElementsAre("0")) << table;
        EXPECT_THAT(rows_only_in("written", "main"), ElementsAre("0")) << table;
        EXPECT_EQ(column(*raw, "SELECT count(*) FROM main." + table),
                  column(*raw, "SELECT count(*) FROM written." + table))
            << table;
    }
    EXPECT_THAT(column(*raw, "SELECT count(*) FROM legs"), testing::Not(ElementsAre("0")));
    EXPECT_THAT(column(*raw, "PRAGMA integrity_check"), ElementsAre("ok"));
}

TEST_F(SqliteBulkRows, CountTheirChangesInOrder) {
    load(*store, make_calls(3 * base::limits::change_calls_max));
    const auto raw = connect(path);
    EXPECT_THAT(column(*raw,
                       "SELECT tenant_id FROM calls JOIN change_counters USING (tenant_id)"
                       " GROUP BY tenant_id HAVING max(calls.change_seq) <>"
                       " max(change_counters.change_seq) OR min(calls.change_seq) <> 1"),
                IsEmpty());
    EXPECT_THAT(column(*raw, "SELECT count(*) FROM change_counters"), ElementsAre("4"));
    // Within a tenant a later call never has an earlier change.
    EXPECT_THAT(column(*raw,
                       "SELECT call_id FROM (SELECT call_id, change_seq, lag(change_seq) OVER"
                       " (PARTITION BY tenant_id ORDER BY start_us, call_id) AS before FROM calls)"
                       " WHERE before > change_seq"),
                IsEmpty());
    EXPECT_THAT(
        column(*raw, "SELECT 1 FROM calls GROUP BY tenant_id, change_seq HAVING count(*) > " +
                         std::to_string(base::limits::change_calls_max)),
        IsEmpty());
}

TEST_F(SqliteBulkRows, TheStoreLogsAheadAgain) {
    EXPECT_THAT(column(*connect(path), "PRAGMA journal_mode"), ElementsAre("wal"));
    load(*store, make_calls(20));
    sql::sqlite::Options options;
    options.path = path;
    options.read_only = true;
    const auto reading = sql::sqlite::Connection::open(options).value();
    EXPECT_THAT(column(*reading, "PRAGMA journal_mode"), ElementsAre("wal"));
    EXPECT_FALSE(std::filesystem::exists(path + "-journal"));
}

TEST_F(SqliteBulkRows, NobodyElseOpensTheStoreMeanwhile) {
    const auto loader = store->bulk_loader().value();
    EXPECT_EQ(Store::open("sqlite:" + path).error().fault, base::Fault::unavailable);
    loader->finish().value();
    EXPECT_TRUE(Store::open("sqlite:" + path).has_value());
}

/// A process that puts so much that a part of it is in the file, and then is gone.
void be_cut_short(const std::string& path) {
    const auto store = Store::open("sqlite:" + path).value();
    const auto loader = store->bulk_loader().value();
    RandomCalls random(8);
    call::Call call = random.call({base::Uuid::random()});
    EncodedLeg leg{"leg", std::string(256 * 1024, 'x')};
    for (int i = 0; i < 500; ++i) {
        call.id.text += 'x';
        leg.leg_id += 'x';
        loader->put(call, {leg}).value();
    }
    _exit(0);
}

TEST_F(SqliteBulkRows, WhatWasCutShortLeavesAnEmptyStore) {
    const std::string key(store->sealing_key().value().reveal());
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) be_cut_short(path);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    ASSERT_GT(std::filesystem::file_size(path), 16U << 20) << "a half is in the file";
    ASSERT_TRUE(sqlite::is_half_loaded(path));

    const auto again = Store::open("sqlite:" + path).value();
    EXPECT_FALSE(sqlite::is_half_loaded(path));
    EXPECT_EQ(again->sealing_key().value().reveal(), key);
    EXPECT_LT(std::filesystem::file_size(path), 1U << 20);
    for (const char* table : {"calls", "legs", "leg_records", "call_keys", "change_counters"}) {
        EXPECT_THAT(column(*connect(path), std::string("SELECT count(*) FROM ") + table),
                    ElementsAre("0"))
            << table;
    }
    EXPECT_THAT(column(*connect(path), "PRAGMA integrity_check"), ElementsAre("ok"));
    load(*again, make_calls(20));
    EXPECT_THAT(column(*connect(path), "SELECT count(*) FROM calls"), ElementsAre("20"));
}

TEST_F(SqliteBulkRows, AForeignDatabaseIsNotHalfLoaded) {
    const std::string foreign = (folder.path() / "foreign.db").string();
    std::filesystem::copy_file(path, foreign);
    std::filesystem::copy_file(path, foreign + "-journal");
    EXPECT_TRUE(sqlite::is_half_loaded(foreign));
    connect(path)->script("set", "PRAGMA application_id = 5; PRAGMA wal_checkpoint").value();
    std::filesystem::copy_file(path, foreign, std::filesystem::copy_options::overwrite_existing);
    EXPECT_FALSE(sqlite::is_half_loaded(foreign));
    std::filesystem::remove(foreign);
    EXPECT_FALSE(sqlite::is_half_loaded(foreign));
}

}  // namespace
}  // namespace edgvoip::store
