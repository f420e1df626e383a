#include "w3/callbacks/retold.hpp"

#include "made_call.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace w3::callbacks {
namespace {

constexpr base::Instant ten{1'790'000'000 * base::us_per_second};
const std::string number = "+390612345678";

base::Instant minute(std::int64_t minutes) {
    return {ten.us + minutes * 60 * base::us_per_second};
}

/// Half an hour after the miss, whenever that is.
base::Instant due_of(const std::optional<base::StoreId>&, base::Instant missed) {
    return {missed.us + 30 * 60 * base::us_per_second};
}

class RetoldTest : public testing::Test {
protected:
    const KnownCall* known(const Call& call) {
        calls_.emplace_back().call = call;
        return &calls_.back();
    }
    const KnownCall* missed(std::string id, std::int64_t minutes) {
        return known(missed_call(std::move(id), number, minute(minutes)));
    }
    const KnownCall* out(std::string id, std::int64_t minutes, std::int64_t billsec) {
        return known(call_out(std::move(id), number, minute(minutes), billsec));
    }
    /// An episode of misses, and the task that was made of it.
    Episode episode(std::vector<const KnownCall*> misses) {
        Episode made;
        made.begun = misses.front()->call.start;
        made.misses = std::move(misses);
        return made;
    }
    Task task_of_calls(const Episode& episode) {
        return task_of(episode, number, {}, due_of, minute(20));
    }
    Task told(const Task& task, const Episode& episode,
              const std::vector<base::Instant>& attempts = {}) {
        return retold(task, episode, attempts, due_of);
    }

private:
    std::deque<KnownCall> calls_;
};

TEST_F(RetoldTest, a_task_is_made_of_the_calls_of_its_episode) {
    const base::StoreId shop{base::Uuid::random()};
    Call last = missed_call("b", number, minute(5));
    last.store_id = shop;
    last.did = "+390699";
    last.missed_reason = "busy";
    last.name = "Nicolò";
    const base::Uuid scope = base::Uuid::random();
    const Task task =
        task_of(episode({missed("a", 0), known(last)}), number, scope, due_of, minute(20));
    EXPECT_EQ(task.number, number);
    EXPECT_EQ(task.scope, scope);
    EXPECT_EQ(task.misses, 2);
    EXPECT_EQ(task.begun, minute(0));
    EXPECT_EQ(task.last_missed, minute(5));
    EXPECT_EQ(task.first_call_id, "a");
    EXPECT_EQ(task.due, minute(30));
    EXPECT_EQ(task.opened, minute(20));
    EXPECT_EQ(task.store_id, shop);
    EXPECT_EQ(task.did, "+390699");
    EXPECT_EQ(task.missed_reason, "busy");
    EXPECT_EQ(task.name, "Nicolò");
    EXPECT_EQ(task.opened_by, std::nullopt);
}

TEST_F(RetoldTest, told_again_it_is_the_same) {
    Episode story = episode({missed("a", 0)});
    story.attempts = {out("b", 5, 8)};
    story.contact = out("c", 9, 40);
    const Task task = task_of_calls(story);
    EXPECT_EQ(told(task, story), task);
}

TEST_F(RetoldTest, the_due_time_follows_the_first_miss_unless_a_person_chose_it) {
    const KnownCall* const first = missed("a", 10);
    Task task = task_of_calls(episode({first}));
    const Episode earlier = episode({missed("b", 5), first});
    EXPECT_EQ(told(task, earlier).due, minute(35));
    EXPECT_EQ(told(task, earlier).begun, minute(5));
    EXPECT_EQ(told(task, episode({first, missed("c", 12)})).due, minute(40));
    task.due = minute(99);
    // A calendar that changed is not followed here.
    EXPECT_EQ(told(task, episode({first})).due, minute(99));
    task.is_due_chosen = true;
    EXPECT_EQ(told(task, earlier).due, minute(99));
    EXPECT_EQ(told(task, earlier).begun, minute(5));
}

TEST_F(RetoldTest, a_task_of_a_person_begins_no_later_than_they_said) {
    Task task = task_of_calls(episode({missed("a", 10)}));
    task.opened_by = people::PersonId{base::Uuid::random()};
    EXPECT_EQ(told(task, episode({missed("b", 15)})).begun, minute(10));
    const Task earlier = told(task, episode({missed("c", 5)}));
    EXPECT_EQ(earlier.begun, minute(5));
    EXPECT_EQ(earlier.due, minute(35));
    EXPECT_EQ(earlier.first_call_id, "a");
}

TEST_F(RetoldTest, a_call_that_a_person_made_it_for_counts_once) {
    const KnownCall* const its = missed("a", 0);
    Task task = task_of_calls(episode({its}));
    EXPECT_FALSE(is_about_more(task, episode({missed("b", 1)})));
    task.opened_by = people::PersonId{base::Uuid::random()};
    EXPECT_TRUE(is_about_more(task, episode({missed("b", 1)})));
    EXPECT_EQ(told(task, episode({missed("b", 1)})).misses, 2);
    EXPECT_FALSE(is_about_more(task, episode({its, missed("b", 1)})));
    EXPECT_EQ(told(task, episode({its, missed("b", 1)})).misses, 2);
    Episode answered = episode({missed("b", 1)});
    answered.contact = known(answered_call("a", number, minute(2), 40));
    EXPECT_FALSE(is_about_more(task, answered));
    task.first_call_id.clear();
    EXPECT_FALSE(is_about_more(task, episode({missed("b", 1)})));
}

TEST_F(RetoldTest, attempts_are_calls_and_what_people_told_of) {
    Episode story = episode({missed("a", 0)});
    story.attempts = {out("b", 5, 8), out("c", 15, 0)};
    const Task task =
        told(task_of_calls(episode({missed("a", 0)})), story, {minute(10), minute(2)});
    EXPECT_EQ(task.attempts, 4);
    EXPECT_EQ(task.first_attempt, minute(2));
    EXPECT_EQ(task.last_attempt, minute(15));
    const Task gone = told(task, episode({missed("a", 0)}));
    EXPECT_EQ(gone.attempts, 0);
    EXPECT_EQ(gone.first_attempt, std::nullopt);
    EXPECT_EQ(gone.last_attempt, std::nullopt);
}

TEST_F(RetoldTest, who_tries_has_the_task_until_given_up_and_what_was_planned_is_done) {
    Task task = task_of_calls(episode({missed("a", 0)}));
    task.owner = people::PersonId{base::Uuid::random()};
    task.lease_until = minute(25);
    task.next_attempt = minute(60);
    Episode story = episode({missed("a", 0)});
    EXPECT_EQ(told(task, story), task);
    story.attempts = {out("b", 21, 0)};
    EXPECT_EQ(told(task, story).owner, task.owner);
    EXPECT_EQ(told(task, story).lease_until, std::nullopt);
    // Whoever did not answer is planned for later before the record of that call comes.
    EXPECT_EQ(told(task, story).next_attempt, minute(60));
    story.attempts = {out("b", 60, 0)};
    EXPECT_EQ(told(task, story).next_attempt, std::nullopt);
}

TEST_F(RetoldTest, a_contact_closes_with_its_time_and_says_who_called) {
    Task task = task_of_calls(episode({missed("a", 0)}));
    task.lease_until = minute(25);
    task.next_attempt = minute(60);
    Episode story = episode({missed("a", 0)});
    story.contact = out("b", 5, 40);
    const Task ours = told(task, story);
    EXPECT_EQ(ours.closed, minute(5));
    EXPECT_EQ(ours.outcome, Outcome::recontacted);
    EXPECT_EQ(ours.closing_call_id, "b");
    EXPECT_EQ(ours.closed_by, std::nullopt);
    EXPECT_EQ(ours.lease_until, std::nullopt);
    EXPECT_EQ(ours.next_attempt, std::nullopt);
    EXPECT_EQ(ours.attempts, 0);
    EXPECT_EQ(ours.first_attempt, minute(5));
    story.contact = known(answered_call("c", number, minute(6), 40));
    const Task theirs = told(ours, story);
    EXPECT_EQ(theirs.outcome, Outcome::customer_called);
    EXPECT_EQ(theirs.closing_call_id, "c");
    EXPECT_EQ(theirs.first_attempt, std::nullopt);
}

TEST_F(RetoldTest, without_the_contact_it_is_open_again) {
    Episode story = episode({missed("a", 0)});
    const Task open = task_of_calls(story);
    story.contact = out("b", 5, 40);
    const Task closed = told(open, story);
    story.contact = nullptr;
    EXPECT_EQ(told(closed, story), open);
}

TEST_F(RetoldTest, what_a_person_closed_gets_calls_but_stays_as_they_closed_it) {
    Task task = task_of_calls(episode({missed("a", 0)}));
    task.closed = minute(30);
    task.closed_by = people::PersonId{base::Uuid::random()};
    task.outcome = Outcome::no_answer;
    Episode story = episode({missed("a", 0), missed("b", 10)});
    story.attempts = {out("c", 12, 0)};
    Task expected = task;
    expected.misses = 2;
    expected.last_missed = minute(10);
    EXPECT_EQ(told(task, story), expected);
}

TEST_F(RetoldTest, one_that_is_withdrawn_is_a_duplicate) {
    Episode story = episode({missed("a", 0)});
    story.contact = out("b", 5, 40);
    const Task task = withdrawn(task_of_calls(story), minute(40));
    EXPECT_EQ(task.closed, minute(40));
    EXPECT_EQ(task.outcome, Outcome::duplicate);
    EXPECT_EQ(task.closing_call_id, "");
}

}  // namespace
}  // namespace w3::callbacks
