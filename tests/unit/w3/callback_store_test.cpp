#include "callback_bed.hpp"
#include "made_call.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/callback_rules.hpp"
#include "w3/store/missed_calls.hpp"
#include "w3/store/task_log.hpp"
#include "w3/store/tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace w3::store {
namespace {

using callbacks::Task;
using testing::ElementsAre;

class CallbackStoreTest : public testing::Test {
protected:
    base::TenantId tenant() const { return bed_.tenant().id; }
    base::Instant now() { return bed_.clock().now(); }
    base::Instant ago(std::int64_t seconds) { return {now().us - seconds * base::us_per_second}; }
    /// One of which every member has a value of its own.
    Task task() {
        Task made;
        made.id = {base::Uuid::random()};
        made.number = "+390612345678";
        made.scope = base::Uuid::random();
        made.store_id = base::StoreId{base::Uuid::random()};
        made.name = "Nicolò";
        made.did = "+390699";
        made.missed_reason = "no_agent";
        made.misses = 3;
        made.begun = ago(9);
        made.last_missed = ago(8);
        made.first_call_id = "a";
        made.due = ago(7);
        made.is_due_chosen = true;
        made.attempts = 2;
        made.first_attempt = ago(6);
        made.last_attempt = ago(5);
        made.next_attempt = ago(4);
        made.opened_by = people::PersonId{base::Uuid::random()};
        made.opened = ago(3);
        made.reopens = callbacks::TaskId{base::Uuid::random()};
        made.owner = people::PersonId{base::Uuid::random()};
        made.lease_until = ago(2);
        made.closed = ago(1);
        made.closed_by = people::PersonId{base::Uuid::random()};
        made.outcome = callbacks::Outcome::lead;
        made.closing_call_id = "b";
        return made;
    }
    base::Result<void> put(const Task& task, decltype(add_task) how) {
        return bed_.database().write(
            [&](sql::Connection& connection) { return how(connection, tenant(), task); });
    }
    std::optional<Task> find(callbacks::TaskId id) {
        std::optional<Task> found;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            found = find_task(connection, tenant(), id).value();
            return {};
        });
        return found;
    }

    CallbackBed bed_;
};

TEST_F(CallbackStoreTest, a_task_is_read_as_it_was_written) {
    const Task full = task();
    EXPECT_TRUE(put(full, add_task));
    EXPECT_EQ(find(full.id), full);
    Task bare;
    bare.id = {base::Uuid::random()};
    EXPECT_TRUE(put(bare, add_task));
    EXPECT_EQ(find(bare.id), bare);
    Task changed = bare;
    changed.owner = people::PersonId{base::Uuid::random()};
    changed.version = 2;
    EXPECT_TRUE(put(changed, update_task));
    EXPECT_EQ(find(bare.id), changed);
    EXPECT_EQ(find({base::Uuid::random()}), std::nullopt);
}

TEST_F(CallbackStoreTest, a_caller_has_one_open_task_on_a_list) {
    Task open = task();
    open.closed.reset();
    EXPECT_TRUE(put(open, add_task));
    Task second = open;
    second.id = {base::Uuid::random()};
    const auto refused = put(second, add_task);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, base::Fault::conflict);
    second.closed = now();
    EXPECT_TRUE(put(second, add_task));
    second.closed.reset();
    second.version = 2;
    const auto reopened = put(second, update_task);
    ASSERT_FALSE(reopened);
    EXPECT_EQ(reopened.error().fault, base::Fault::conflict);
    second.scope = base::Uuid::random();
    EXPECT_TRUE(put(second, update_task));
}

TEST_F(CallbackStoreTest, a_task_that_is_another_by_now_is_not_written) {
    Task seen = task();
    EXPECT_TRUE(put(seen, add_task));
    seen.version = 2;
    EXPECT_TRUE(put(seen, update_task));
    for (const std::int64_t version : {1, 2, 4}) {
        Task late = seen;
        late.version = version;
        late.misses = 9;
        const auto refused = put(late, update_task);
        ASSERT_FALSE(refused) << version;
        EXPECT_EQ(refused.error().fault, base::Fault::conflict);
    }
    EXPECT_EQ(find(seen.id), seen);
}

TEST_F(CallbackStoreTest, a_log_is_only_appended_to) {
    const callbacks::TaskId id{base::Uuid::random()};
    const people::PersonId anna{base::Uuid::random()};
    bed_.write([&](sql::Connection& connection) -> base::Result<void> {
        for (const char* const what : {"claimed", "noted"}) {
            auto done = append_task_event(connection, tenant(), id,
                                          {.at = now(),
                                           .person_id = anna,
                                           .person_name = "Anna",
                                           .what = what,
                                           .detail = "so",
                                           .call_id = "a"});
            if (!done) return done;
        }
        return {};
    });
    bed_.read([&](sql::Connection& connection) -> base::Result<void> {
        const auto events = task_events(connection, tenant(), id).value();
        EXPECT_EQ(events.size(), 2u);
        EXPECT_EQ(events.at(0).what, "claimed");
        EXPECT_EQ(events.at(0).at, now());
        EXPECT_EQ(events.at(0).person_id, anna);
        EXPECT_EQ(events.at(0).person_name, "Anna");
        EXPECT_EQ(events.at(0).detail, "so");
        EXPECT_EQ(events.at(0).call_id, "a");
        EXPECT_EQ(last_task_event(connection, tenant(), id).value()->what, "noted");
        return {};
    });
    for (const char* const change : {"UPDATE task_log SET what = 'made'", "DELETE FROM task_log"}) {
        const auto done = bed_.database().write(
            [&](sql::Connection& connection) { return connection.script("forge", change); });
        EXPECT_FALSE(done) << change;
    }
}

TEST_F(CallbackStoreTest, rules_are_read_as_they_were_written) {
    const base::StoreId shop{base::Uuid::random()};
    callbacks::Rules rules;
    const auto read = [&] {
        callbacks::Rules found;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            found = callback_rules_of(connection, tenant()).value();
            return {};
        });
        return found;
    };
    EXPECT_EQ(read().settings, callbacks::Settings());
    EXPECT_EQ(read().usual, callbacks::StoreRules());
    rules.settings = {.sla_minutes = 1,
                      .contact_min_sec = 2,
                      .null_sec = 3,
                      .attempts_max = 4,
                      .attempts_gap_minutes = 5,
                      .is_automatic = false,
                      .is_one_list = true,
                      .has_figures_of_people = true};
    callbacks::StoreRules& own = rules.stores[shop];
    own.hours.week = {};
    own.hours.week[0] = {{0, 60}, {120, 1440}};
    own.hours.week[6] = {{540, 780}};
    own.hours.days[{1970, 1, 8}] = {{60, 120}};
    own.hours.days[{2026, 12, 25}] = {};
    own.hours.days[{2026, 12, 20}] = {{600, 720}, {800, 1200}};
    own.hours.rests_on_holidays = false;
    own.hours.patron = callbacks::YearDay{6, 29};
    own.sla_minutes = 15;
    own.is_automatic = false;
    const auto keep = [&](const std::optional<base::StoreId>& store,
                          const callbacks::StoreRules& kept) {
        bed_.write([&](sql::Connection& connection) {
            return keep_store_rules(connection, tenant(), store, kept);
        });
    };
    bed_.write([&](sql::Connection& connection) {
        return keep_callback_settings(connection, tenant(), rules.settings);
    });
    keep(shop, own);
    EXPECT_EQ(read().settings, rules.settings);
    EXPECT_EQ(read().stores, rules.stores);
    EXPECT_EQ(read().usual, callbacks::StoreRules());
    rules.usual = own;
    keep(std::nullopt, own);
    own.hours.days.clear();
    own.hours.patron.reset();
    own.sla_minutes.reset();
    own.is_automatic.reset();
    keep(shop, own);
    EXPECT_EQ(read().stores, rules.stores);
    EXPECT_EQ(read().usual, rules.usual);
    bed_.write([&](sql::Connection& connection) {
        return remove_store_rules(connection, tenant(), shop);
    });
    EXPECT_TRUE(read().stores.empty());
    EXPECT_EQ(read().usual, rules.usual);
}

/// Calls of two shops, in one of which people make the tasks.
class MissedCallsTest : public CallbackStoreTest {
protected:
    MissedCallsTest() {
        bed_.write([this](sql::Connection& connection) {
            callbacks::StoreRules rules;
            rules.is_automatic = false;
            return keep_store_rules(connection, tenant(), by_hand_, rules);
        });
        bed_.take({call("in task", 50, "+3906", shop_), brief("brief", 40),
                   call("withheld", 30, "", shop_), call("withheld too", 30, "", by_hand_),
                   call("no number", 20, "12", shop_), call("by hand", 10, "+3907", by_hand_),
                   call("old", limits::callback_before_seconds + 1, "+3908", std::nullopt),
                   call_out("none", "+3906", ago(200), 0)});
    }

    callbacks::Call call(const char* id, std::int64_t seconds_ago, const char* number,
                         std::optional<base::StoreId> store) {
        auto made = missed_call(id, number, ago(seconds_ago));
        made.store_id = store;
        return made;
    }
    callbacks::Call brief(const char* id, std::int64_t seconds_ago) {
        auto made = call(id, seconds_ago, "+3909", shop_);
        made.missed_reason = "abandoned";
        made.ring_sec = 1;
        return made;
    }
    MissedQuestion all() { return {.from = {}, .to = now(), .sight = std::nullopt}; }
    std::vector<std::string> refused(MissedQuestion question, std::int64_t limit = 100) {
        std::vector<std::string> ids;
        question.limit = limit;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            do {
                const auto page = list_refused(connection, tenant(), question).value();
                EXPECT_LE(page.calls.size(), static_cast<std::size_t>(limit));
                for (const callbacks::KnownCall& known : page.calls)
                    ids.push_back(known.call.call_id);
                question.after = page.next;
            } while (question.after);
            return {};
        });
        return ids;
    }
    std::map<std::string, std::int64_t> totals(const MissedQuestion& question) {
        std::map<std::string, std::int64_t> found;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            found = missed_totals(connection, tenant(), question).value();
            return {};
        });
        return found;
    }

    const base::StoreId shop_{base::Uuid::random()};
    const base::StoreId by_hand_{base::Uuid::random()};
};

using Totals = std::map<std::string, std::int64_t>;

TEST_F(MissedCallsTest, every_missed_call_is_in_one_total) {
    EXPECT_EQ(totals(all()), (Totals{{"in_tasks", 1},
                                     {"withheld", 2},
                                     {"no_number", 1},
                                     {"brief", 1},
                                     {"old", 1},
                                     {"by_hand", 1}}));
    MissedQuestion one_shop = all();
    one_shop.sight = std::vector{by_hand_};
    EXPECT_EQ(totals(one_shop), (Totals{{"withheld", 1}, {"by_hand", 1}}));
    MissedQuestion some_time = all();
    some_time.from = ago(40);
    some_time.to = ago(30);
    EXPECT_EQ(totals(some_time), (Totals{{"brief", 1}}));
}

TEST_F(MissedCallsTest, those_without_a_task_are_listed_the_newest_first) {
    for (const std::int64_t limit : {1, 2, 4, 100}) {
        EXPECT_THAT(refused(all(), limit),
                    ElementsAre("by hand", "no number", "withheld too", "withheld", "brief", "old"))
            << limit;
    }
    MissedQuestion wanted = all();
    wanted.reason = "withheld";
    EXPECT_THAT(refused(wanted, 1), ElementsAre("withheld too", "withheld"));
    wanted.sight = std::vector{shop_};
    EXPECT_THAT(refused(wanted), ElementsAre("withheld"));
    wanted.reason = "by_hand";
    wanted.sight = std::vector{by_hand_};
    EXPECT_THAT(refused(wanted), ElementsAre("by hand"));
}

}  // namespace
}  // namespace w3::store
