#include "w3/follow/take_changes.hpp"

#include "callback_bed.hpp"
#include "callback_desk.hpp"
#include "made_call.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/callback_rules.hpp"
#include "w3/store/known_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace w3::follow {
namespace {

using callbacks::Outcome;
using callbacks::Task;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

const std::string number = "+390612345678";

/// Ten o'clock of a Monday, and what comes then.
class TakeChangesTest : public testing::Test {
protected:
    base::Instant minute(std::int64_t minutes) const {
        return {ten_.us + minutes * 60 * base::us_per_second};
    }
    void go_to(std::int64_t minutes) { bed_.clock().set(minute(minutes)); }
    callbacks::Call missed(std::string id, std::int64_t minutes) const {
        return missed_call(std::move(id), number, minute(minutes));
    }
    callbacks::Call out(std::string id, std::int64_t minutes, std::int64_t billsec) const {
        return call_out(std::move(id), number, minute(minutes), billsec);
    }
    Task only_task() { return bed_.only_task(number).task; }

    CallbackBed bed_;
    CallbackDesk desk_{bed_};

private:
    const base::Instant ten_ = bed_.clock().now();
};

TEST_F(TakeChangesTest, three_misses_are_one_task_due_half_an_hour_after_the_first) {
    go_to(20);
    EXPECT_TRUE(bed_.take({missed("b", 5), missed("a", 0), missed("c", 10)}));
    const auto kept = bed_.only_task(number);
    EXPECT_EQ(kept.task.misses, 3);
    EXPECT_THAT(kept.misses, UnorderedElementsAre("a", "b", "c"));
    EXPECT_EQ(kept.task.begun, minute(0));
    EXPECT_EQ(kept.task.last_missed, minute(10));
    EXPECT_EQ(kept.task.due, minute(30));
    EXPECT_EQ(kept.task.opened, minute(20));
    EXPECT_EQ(kept.task.number, number);
    EXPECT_EQ(kept.task.missed_reason, "no_answer");
    EXPECT_THAT(bed_.log(kept.task.id), ElementsAre("made"));
}

TEST_F(TakeChangesTest, a_miss_that_joins_leaves_the_due_time) {
    bed_.take({missed("a", 0)});
    go_to(6);
    EXPECT_TRUE(bed_.take({missed("b", 5)}));
    EXPECT_EQ(only_task().misses, 2);
    EXPECT_EQ(only_task().due, minute(30));
    EXPECT_THAT(bed_.log(only_task().id), ElementsAre("made", "joined"));
}

TEST_F(TakeChangesTest, twenty_five_seconds_close_and_eight_are_an_attempt) {
    bed_.take({missed("a", 0)});
    go_to(10);
    EXPECT_TRUE(bed_.take({out("b", 5, 8)}));
    EXPECT_FALSE(only_task().closed);
    EXPECT_EQ(only_task().attempts, 1);
    EXPECT_EQ(only_task().first_attempt, minute(5));
    EXPECT_TRUE(bed_.take({out("c", 9, 25)}));
    EXPECT_EQ(only_task().closed, minute(9));
    EXPECT_EQ(only_task().outcome, Outcome::recontacted);
    EXPECT_EQ(only_task().closing_call_id, "c");
    EXPECT_EQ(only_task().closed_by, std::nullopt);
    EXPECT_EQ(only_task().attempts, 1);
    EXPECT_THAT(bed_.log(only_task().id), ElementsAre("made", "attempt", "closed_by_call"));
}

TEST_F(TakeChangesTest, a_customer_who_calls_again_and_is_answered_waits_no_more) {
    bed_.take({missed("a", 0)});
    go_to(10);
    bed_.take({answered_call("b", number, minute(9), 20)});
    EXPECT_EQ(only_task().outcome, Outcome::customer_called);
    EXPECT_EQ(only_task().first_attempt, std::nullopt);
}

TEST_F(TakeChangesTest, a_contact_that_comes_to_be_known_late_closes_with_the_time_of_the_call) {
    go_to(60);
    bed_.take({missed("a", 0)});
    EXPECT_FALSE(only_task().closed);
    go_to(600);
    EXPECT_TRUE(bed_.take({out("b", 3, 40)}));
    EXPECT_EQ(only_task().closed, minute(3));
}

TEST_F(TakeChangesTest, a_contact_that_is_removed_opens_again) {
    go_to(10);
    bed_.take({missed("a", 0), out("b", 3, 40)});
    EXPECT_TRUE(bed_.take({}, {"b"}));
    EXPECT_EQ(only_task().closed, std::nullopt);
    EXPECT_EQ(only_task().outcome, std::nullopt);
    EXPECT_EQ(only_task().closing_call_id, "");
    EXPECT_THAT(bed_.log(only_task().id), ElementsAre("made", "closed_by_call", "opened_again"));
}

TEST_F(TakeChangesTest, a_miss_that_is_removed_takes_its_task_along) {
    bed_.take({missed("a", 0)});
    EXPECT_TRUE(bed_.take({}, {"a"}));
    EXPECT_EQ(only_task().outcome, Outcome::duplicate);
    EXPECT_TRUE(bed_.only_task(number).misses.empty());
    EXPECT_THAT(bed_.log(only_task().id), ElementsAre("made", "withdrawn"));
}

TEST_F(TakeChangesTest, what_a_person_closed_stays_closed_whatever_comes) {
    bed_.take({missed("a", 0)});
    go_to(10);
    EXPECT_EQ(desk_.close(only_task(), "not_interested"), 200);
    go_to(20);
    bed_.take({missed("b", 5), out("c", 6, 40), out("d", 7, 8)});
    EXPECT_EQ(only_task().closed, minute(10));
    EXPECT_EQ(only_task().outcome, Outcome::not_interested);
    EXPECT_EQ(only_task().closed_by, desk_.person().id);
    EXPECT_EQ(only_task().misses, 2);
    bed_.take({}, {"a", "b", "c", "d"});
    EXPECT_EQ(only_task().outcome, Outcome::not_interested);
}

TEST_F(TakeChangesTest, a_miss_after_a_closing_makes_a_new_task) {
    bed_.take({missed("a", 0)});
    go_to(10);
    desk_.close(only_task());
    go_to(20);
    EXPECT_TRUE(bed_.take({missed("b", 15)}));
    const auto tasks = bed_.tasks(number);
    ASSERT_EQ(tasks.size(), 2u);
    EXPECT_TRUE(tasks[0].task.closed);
    EXPECT_FALSE(tasks[1].task.closed);
    EXPECT_THAT(tasks[1].misses, ElementsAre("b"));
}

TEST_F(TakeChangesTest, who_says_that_it_was_no_contact_has_both_times_of_waiting_be_one) {
    go_to(30);
    bed_.take({missed("a", 0), out("b", 5, 40), missed("c", 10), out("d", 15, 40)});
    auto tasks = bed_.tasks(number);
    ASSERT_EQ(tasks.size(), 2u);
    EXPECT_EQ(desk_.undo(tasks[0].task), 200);
    tasks = bed_.tasks(number);
    ASSERT_EQ(tasks.size(), 2u);
    EXPECT_EQ(tasks[1].task.outcome, Outcome::duplicate);
    EXPECT_EQ(tasks[0].task.closing_call_id, "d");
    EXPECT_THAT(tasks[0].misses, ElementsAre("a", "c"));
    // What was a contact is an attempt now.
    EXPECT_EQ(tasks[0].task.attempts, 1);
    EXPECT_EQ(desk_.undo(tasks[0].task), 200);
    EXPECT_FALSE(bed_.tasks(number)[0].task.closed);
    EXPECT_EQ(bed_.tasks(number)[0].task.attempts, 2);
}

TEST_F(TakeChangesTest, nothing_is_undone_where_another_task_is_open) {
    go_to(30);
    bed_.take({missed("a", 0), out("b", 5, 40), missed("c", 10)});
    EXPECT_EQ(desk_.undo(bed_.tasks(number)[0].task), 409);
}

class ByHandTest : public TakeChangesTest {
protected:
    ByHandTest() {
        bed_.write([this](sql::Connection& connection) {
            callbacks::Settings settings;
            settings.is_automatic = false;
            return store::keep_callback_settings(connection, bed_.tenant().id, settings);
        });
    }
};

TEST_F(ByHandTest, where_people_make_tasks_a_miss_makes_none_and_joins_the_one_there_is) {
    EXPECT_FALSE(bed_.take({missed("a", 0)}));
    EXPECT_TRUE(bed_.tasks(number).empty());
    EXPECT_EQ(desk_.create("a"), 201);
    EXPECT_EQ(desk_.create("a"), 409);
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a"));
    EXPECT_EQ(only_task().opened_by, desk_.person().id);
    EXPECT_EQ(only_task().due, minute(30));
    go_to(6);
    EXPECT_TRUE(bed_.take({missed("b", 5)}));
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a", "b"));
}

TEST_F(ByHandTest, misses_that_waited_for_nobody_to_make_a_task_are_the_tasks) {
    go_to(10);
    bed_.take({missed("gone", 0), out("contact", 1, 40), missed("a", 2), missed("b", 3)});
    EXPECT_EQ(desk_.create("b"), 201);
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a", "b"));
    EXPECT_EQ(only_task().begun, minute(2));
}

TEST_F(ByHandTest, a_task_for_a_call_of_long_before_is_about_that_call_too) {
    go_to(10);
    bed_.take({missed("a", 0), out("contact", 1, 40), missed("b", 2)});
    EXPECT_EQ(desk_.create("a"), 201);
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a", "b"));
    EXPECT_EQ(only_task().misses, 2);
    EXPECT_FALSE(only_task().closed);
}

TEST_F(ByHandTest, a_call_that_joined_and_went_is_counted_no_more) {
    go_to(10);
    bed_.take({missed("a", 0), missed("b", 2)});
    desk_.create("b");
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a", "b"));
    bed_.take({}, {"a"});
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("b"));
    EXPECT_EQ(only_task().misses, 1);
}

TEST_F(ByHandTest, two_tasks_of_people_become_one_when_the_contact_between_them_goes) {
    go_to(2);
    bed_.take({missed("a", 0)});
    desk_.create("a");
    go_to(10);
    bed_.take({out("contact", 5, 40)});
    EXPECT_EQ(desk_.reopen(only_task()), 201);
    EXPECT_TRUE(bed_.take({}, {"contact"}));
    const auto tasks = bed_.tasks(number);
    ASSERT_EQ(tasks.size(), 2u);
    const bool is_first_open = !tasks[0].task.closed;
    const auto& open = tasks[is_first_open ? 0 : 1];
    const auto& other = tasks[is_first_open ? 1 : 0];
    // Who works on the later one goes on.
    EXPECT_TRUE(open.task.reopens);
    EXPECT_FALSE(open.task.closed);
    EXPECT_THAT(open.misses, ElementsAre("a"));
    EXPECT_EQ(other.task.outcome, Outcome::duplicate);
    // It comes back: so do both.
    bed_.take({out("contact", 5, 40)});
    for (const auto& kept : bed_.tasks(number))
        EXPECT_EQ(kept.task.closed.has_value(), !kept.task.reopens.has_value());
}

TEST_F(ByHandTest, a_call_that_turns_out_to_be_a_contact_is_not_its_tasks_miss_too) {
    go_to(2);
    bed_.take({missed("a", 0)});
    desk_.create("a");
    go_to(10);
    EXPECT_TRUE(bed_.take({answered_call("a", number, minute(5), 40)}));
    EXPECT_EQ(only_task().closing_call_id, "a");
    EXPECT_TRUE(bed_.only_task(number).misses.empty());
    EXPECT_EQ(only_task().misses, 0);
}

TEST_F(TakeChangesTest, a_call_that_comes_as_another_goes_takes_its_place) {
    go_to(10);
    bed_.take({missed("a", 0), missed("b", 2), missed("d", 4)});
    EXPECT_TRUE(bed_.take({missed("c", 3)}, {"b"}));
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("a", "c", "d"));
}

TEST_F(TakeChangesTest, what_people_decided_stays_as_calls_come) {
    bed_.take({missed("a", 0)});
    EXPECT_EQ(desk_.move(api::plan_callback, only_task(), R"(,"at":"2026-11-24T10:00:00Z")"), 200);
    EXPECT_EQ(desk_.move(api::try_callback, only_task()), 200);
    go_to(5);
    bed_.take({missed("b", 4), out("c", 4, 0)});
    EXPECT_EQ(only_task().owner, desk_.person().id);
    EXPECT_EQ(only_task().attempts, 2);
    EXPECT_EQ(only_task().last_attempt, minute(4));
}

TEST_F(TakeChangesTest, a_failed_answer_leaves_nothing_and_may_be_taken_again) {
    const auto sync = sync_of(bed_.database(), bed_.tenant(), bed_.clock()).value();
    people::Tenant nowhere = bed_.tenant();
    nowhere.timezone = "Nowhere/At_All";
    Changes changes{.calls = {missed("a", 0)}, .removed = {}, .next_token = "b", .more = false};
    EXPECT_FALSE(take_changes(bed_.database(), nowhere, bed_.clock(), sync, changes));
    EXPECT_TRUE(bed_.tasks(number).empty());
    EXPECT_EQ(sync_of(bed_.database(), bed_.tenant(), bed_.clock())->token, "start");
    EXPECT_TRUE(bed_.take_answer(changes));
    EXPECT_EQ(sync_of(bed_.database(), bed_.tenant(), bed_.clock())->token, "b");
}

TEST_F(TakeChangesTest, all_is_known_when_there_is_no_more) {
    const auto synced = [this] {
        return sync_of(bed_.database(), bed_.tenant(), bed_.clock())->synced;
    };
    Changes changes{.calls = {missed("a", 0)}, .removed = {}, .next_token = "b", .more = true};
    bed_.take_answer(changes);
    EXPECT_EQ(synced(), std::nullopt);
    changes.more = false;
    bed_.take_answer(changes);
    EXPECT_EQ(synced(), minute(0));
    bed_.pass(limits::follow_note_seconds - 1);
    bed_.take({}, {});
    EXPECT_EQ(synced(), minute(0)) << "a note less than so long after the last one";
    bed_.pass(1);
    bed_.take({}, {});
    EXPECT_EQ(synced(), bed_.clock().now());
}

TEST_F(TakeChangesTest, what_does_not_come_again_when_all_calls_do_is_gone) {
    go_to(20);
    bed_.take({missed("a", 0), missed("b", 5), out("c", 10, 40)});
    auto sync = sync_of(bed_.database(), bed_.tenant(), bed_.clock()).value();
    EXPECT_TRUE(begin_again(bed_.database(), bed_.tenant(), sync));
    sync = sync_of(bed_.database(), bed_.tenant(), bed_.clock()).value();
    EXPECT_EQ(sync.token, "start");
    EXPECT_EQ(sync.synced, std::nullopt);
    // Not before all have come.
    EXPECT_FALSE(bed_.take_answer(
        {.calls = {missed("b", 5)}, .removed = {}, .next_token = "b", .more = true}));
    EXPECT_EQ(only_task().misses, 2);
    EXPECT_TRUE(bed_.take({}, {}));
    EXPECT_THAT(bed_.only_task(number).misses, ElementsAre("b"));
    EXPECT_FALSE(only_task().closed);
}

/// Long after somebody was called back; nothing was heard of them since.
class MemoryTest : public TakeChangesTest {
protected:
    static constexpr std::int64_t long_after = (limits::callback_memory_days + 1) * 24 * 60;

    void forget() { EXPECT_TRUE(forget_old_calls(bed_.database(), bed_.tenant(), bed_.clock())); }
    std::size_t known() {
        std::size_t count = 0;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            count = store::known_calls_of(connection, bed_.tenant().id, number)->size();
            return {};
        });
        return count;
    }
};

TEST_F(MemoryTest, calls_are_forgotten_where_nobody_was_heard_of_and_nothing_is_open) {
    go_to(10);
    bed_.take({missed("a", 0), missed_call("b", "+390687654321", minute(0)), out("c", 5, 40)});
    go_to(long_after);
    forget();
    EXPECT_EQ(known(), 0u);
    EXPECT_EQ(bed_.only_task("+390687654321").task.misses, 1);
    EXPECT_FALSE(bed_.only_task("+390687654321").task.closed);
}

TEST_F(MemoryTest, a_task_whose_calls_were_forgotten_stays_as_it_is) {
    go_to(1);
    bed_.take({missed("a", 0)});
    desk_.close(only_task());
    go_to(2);
    desk_.reopen(only_task());
    go_to(10);
    bed_.take({missed("b", 3), out("c", 5, 40)});
    const auto before = bed_.tasks(number);
    go_to(long_after);
    forget();
    EXPECT_TRUE(bed_.take({missed("d", long_after)}));
    const auto after = bed_.tasks(number);
    ASSERT_EQ(after.size(), 3u);
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(after[i].task, before[i].task);
    EXPECT_THAT(after[2].misses, ElementsAre("d"));
}

TEST_F(MemoryTest, a_known_contact_that_changes_after_so_long_is_still_one) {
    go_to(10);
    bed_.take({missed("a", 0), out("b", 5, 40)});
    go_to(long_after);
    bed_.take({answered_call("c", number, minute(long_after), 40)});
    EXPECT_FALSE(bed_.take({out("b", 5, 41)}));
    EXPECT_EQ(only_task().closing_call_id, "b");
    EXPECT_FALSE(bed_.take({missed("new", 1)}));
    EXPECT_EQ(only_task().misses, 1);
}

}  // namespace
}  // namespace w3::follow
