#include "edgvoip/store/sql/statements.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace edgvoip::store {
namespace {

/// Statements that may do what the others may not, and why.
const std::map<std::string, std::string> excused = {
    {"change_counters", "the program's own question: one row for each tenant, all of them"},
};

int parameter_count(std::string_view text) {
    int most = 0;
    for (std::size_t at = text.find('$'); at != std::string_view::npos;
         at = text.find('$', at + 1)) {
        most = std::max(most, std::atoi(text.data() + at + 1));
    }
    return most;
}

/// The steps of SQLite's plan for a statement, a line each.
std::string plan_of(sql::Connection& connection, const sql::Statement& statement) {
    const std::string text = "EXPLAIN QUERY PLAN " + std::string(statement.text);
    const std::vector<sql::Parameter> nulls(
        static_cast<std::size_t>(parameter_count(statement.text)), sql::Null{});
    std::string plan;
    connection
        .run({text, text}, nulls,
             [&plan](const sql::Row& row) { plan.append(row.text(3)).append("\n"); })
        .value();
    return plan;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

bool scans(std::string plan) {
    constexpr std::string_view one_row = "SCAN CONSTANT ROW";  // no table
    for (auto at = plan.find(one_row); at != std::string::npos; at = plan.find(one_row)) {
        plan.erase(at, one_row.size());
    }
    return contains(plan, "SCAN ");
}

/// A full scan of any table, or a sort.
bool is_slow(const std::string& plan) {
    return scans(plan) || contains(plan, "USE TEMP B-TREE");
}

class SqlitePlans : public testing::TestWithParam<bool> {
protected:
    void SetUp() override {
        const auto store = Store::open("sqlite:" + path).value();
        RandomCalls random(1);
        const auto writer = store->writer().value();
        writer->begin().value();
        for (int tenant = 0; tenant < 5; ++tenant) {
            const base::TenantId id{base::Uuid::random()};
            for (int i = 0; i < 400; ++i) {
                call::Call call = random.call(id);
                call.legs = {random.leg(call.start), random.leg(call.start)};
                writer->put(call, {random.record(), random.record()}).value();
                writer
                    ->put_pending({random.record(), "parent-" + std::to_string(i), "no_root", {1}})
                    .value();
            }
        }
        writer->commit().value();
        sql::sqlite::Options options;
        options.path = path;
        connection = sql::sqlite::Connection::open(options).value();
        const bool analysed = GetParam();
        if (analysed) connection->script("analyze", "ANALYZE").value();
    }

    ScratchFolder folder;
    std::string path = (folder.path() / "calls.db").string();
    std::unique_ptr<sql::sqlite::Connection> connection;
};

INSTANTIATE_TEST_SUITE_P(, SqlitePlans, testing::Bool(),
                         [](const auto& run) { return run.param ? "analysed" : "not_analysed"; });

TEST_P(SqlitePlans, NoStatementScansOrSortsUnlessExcused) {
    std::set<std::string> unused;
    for (const auto& [name, reason] : excused)
        unused.insert(name);
    for (const sql::Statement& statement : statements::all) {
        const std::string name(statement.name);
        const std::string plan = plan_of(*connection, statement);
        if (excused.contains(name)) {
            if (is_slow(plan)) unused.erase(name);
        } else {
            EXPECT_FALSE(is_slow(plan)) << name << "\n" << plan;
        }
    }
    EXPECT_TRUE(unused.empty()) << "excused without need: " << *unused.begin();
}

TEST_P(SqlitePlans, CallsAreFoundByTheirKeyAndReadInItsOrder) {
    const std::string one = plan_of(*connection, statements::call_by_key);
    EXPECT_TRUE(contains(one, "USING PRIMARY KEY (tenant_id=? AND start_us=? AND call_id=?)"))
        << one;
    const std::string all = plan_of(*connection, statements::call_outlines);
    EXPECT_TRUE(contains(all, "USING PRIMARY KEY (tenant_id=?)")) << all;
    EXPECT_FALSE(is_slow(all)) << all;
}

TEST_P(SqlitePlans, ChangesAreSearchedInTheirOrder) {
    for (const sql::Statement& statement :
         {statements::calls_changed, statements::calls_changed_nth}) {
        const std::string plan = plan_of(*connection, statement);
        EXPECT_TRUE(
            contains(plan, "calls_by_change (tenant_id=? AND change_seq>? AND change_seq<?)"))
            << statement.name << "\n"
            << plan;
    }
    for (const sql::Statement& statement :
         {statements::removed_calls_told, statements::removed_calls_told_nth,
          statements::removed_calls_nth}) {
        const std::string plan = plan_of(*connection, statement);
        EXPECT_TRUE(
            contains(plan, "USING PRIMARY KEY (tenant_id=? AND change_seq>? AND change_seq<?)"))
            << statement.name << "\n"
            << plan;
    }
}

TEST_P(SqlitePlans, TheJudgeSeesAScanAndASort) {
    const std::string scan =
        plan_of(*connection, {"", "SELECT * FROM calls WHERE ext_number = $1"});
    EXPECT_TRUE(is_slow(scan)) << scan;
    const std::string sort = plan_of(*connection, {"",
                                                   "SELECT * FROM calls WHERE tenant_id = $1"
                                                   " ORDER BY end_us"});
    EXPECT_TRUE(is_slow(sort)) << sort;
}

TEST(SqlStatements, EveryReadOfATenantNamesTheTenant) {
    for (const sql::Statement& statement : statements::all) {
        const bool reads_views =
            statement.text.find("tenant_calls") != std::string_view::npos ||
            statement.text.find("tenant_legs") != std::string_view::npos ||
            statement.text.find("tenant_call_keys") != std::string_view::npos ||
            statement.text.find("tenant_removed_calls") != std::string_view::npos ||
            statement.text.find("tenant_change_counters") != std::string_view::npos;
        if (!reads_views) continue;
        EXPECT_NE(statement.text.find("tenant_id = $1"), std::string_view::npos) << statement.name;
    }
}

}  // namespace
}  // namespace edgvoip::store
