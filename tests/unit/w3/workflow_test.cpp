#include "w3/callbacks/workflow.hpp"

#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace w3::callbacks {
namespace {

constexpr base::Instant now{1'790'000'000 * base::us_per_second};

base::Instant in(std::int64_t seconds) {
    return {now.us + seconds * base::us_per_second};
}

class WorkflowTest : public testing::Test {
protected:
    /// Somebody else is at it.
    Task held() const {
        Task task = free_;
        task.owner = bruno_.id;
        task.lease_until = in(1);
        return task;
    }
    Task over() const {
        Task task = free_;
        task.closed = in(-1);
        return task;
    }
    static Task after(const Moved& moved) {
        const auto* task = std::get_if<Task>(&moved);
        EXPECT_NE(task, nullptr);
        return task == nullptr ? Task() : *task;
    }
    static void expect_refused(const Moved& moved, Objection why) {
        const auto* objection = std::get_if<Objection>(&moved);
        ASSERT_NE(objection, nullptr);
        EXPECT_EQ(*objection, why);
    }

    const Actor anna_{.id = {base::Uuid::random()}};
    const Actor bruno_{.id = {base::Uuid::random()}};
    const Actor carla_{.id = {base::Uuid::random()}, .leads = true};
    Task free_ = [] {
        Task task;
        task.version = 7;
        return task;
    }();
};

TEST_F(WorkflowTest, who_claims_a_task_has_it_for_some_time_and_then_anybody_may) {
    const Task task = after(claimed(free_, anna_, now));
    EXPECT_EQ(task.owner, anna_.id);
    EXPECT_EQ(task.lease_until, in(limits::callback_lease_seconds));
    EXPECT_EQ(task.version, 7);
    const base::Instant lapse = *task.lease_until;
    EXPECT_EQ(holder(task, {lapse.us - 1}), anna_.id);
    EXPECT_EQ(holder(task, lapse), std::nullopt);
    expect_refused(claimed(task, bruno_, {lapse.us - 1}), Objection::held);
    EXPECT_EQ(after(claimed(task, bruno_, lapse)).owner, bruno_.id);
    EXPECT_EQ(after(claimed(task, anna_, in(60))).lease_until,
              in(60 + limits::callback_lease_seconds));
}

TEST_F(WorkflowTest, nobody_claims_what_somebody_else_is_at_nor_what_is_over) {
    expect_refused(claimed(held(), anna_, now), Objection::held);
    expect_refused(claimed(held(), carla_, now), Objection::held);
    expect_refused(claimed(over(), anna_, now), Objection::closed);
}

TEST_F(WorkflowTest, a_task_is_given_up_by_who_has_it_and_by_those_who_lead) {
    for (const Actor& each : {bruno_, carla_}) {
        const Task task = after(released(held(), each, now));
        EXPECT_EQ(task.owner, std::nullopt);
        EXPECT_EQ(task.lease_until, std::nullopt);
    }
    expect_refused(released(held(), anna_, now), Objection::held);
    expect_refused(released(over(), anna_, now), Objection::closed);
}

TEST_F(WorkflowTest, those_who_lead_give_tasks_to_others_until_given_up) {
    Task task = after(assigned(held(), carla_, anna_.id));
    EXPECT_EQ(task.owner, anna_.id);
    EXPECT_EQ(task.lease_until, std::nullopt);
    EXPECT_EQ(holder(task, in(1'000'000)), anna_.id);
    EXPECT_EQ(after(assigned(task, carla_, std::nullopt)).owner, std::nullopt);
    expect_refused(assigned(free_, anna_, anna_.id), Objection::not_permitted);
    expect_refused(assigned(over(), anna_, anna_.id), Objection::not_permitted);
    expect_refused(assigned(over(), carla_, anna_.id), Objection::closed);
}

TEST_F(WorkflowTest, who_plans_a_free_task_has_it_until_then) {
    const Task task = after(planned(free_, anna_, now, in(3600)));
    EXPECT_EQ(task.next_attempt, in(3600));
    EXPECT_EQ(holder(task, in(1'000'000)), anna_.id);
    // It stays with who is at it.
    EXPECT_EQ(holder(after(planned(held(), carla_, now, in(3600))), in(1'000'000)), bruno_.id);
}

TEST_F(WorkflowTest, an_attempt_that_somebody_tells_of_counts) {
    free_.next_attempt = in(-1);
    Task task = after(tried(free_, anna_, now));
    EXPECT_EQ(task.attempts, 1);
    EXPECT_EQ(task.first_attempt, now);
    EXPECT_EQ(task.last_attempt, now);
    EXPECT_EQ(task.next_attempt, std::nullopt);
    EXPECT_EQ(holder(task, in(1'000'000)), anna_.id);
    task = after(tried(task, anna_, in(60)));
    EXPECT_EQ(task.attempts, 2);
    EXPECT_EQ(task.first_attempt, now);
    EXPECT_EQ(task.last_attempt, in(60));
}

TEST_F(WorkflowTest, who_closes_a_task_says_how_it_ended) {
    free_.next_attempt = in(60);
    const Task task = after(closed(free_, anna_, now, Outcome::wrong_number));
    EXPECT_EQ(task.closed, now);
    EXPECT_EQ(task.closed_by, anna_.id);
    EXPECT_EQ(task.outcome, Outcome::wrong_number);
    EXPECT_EQ(task.next_attempt, std::nullopt);
    EXPECT_EQ(task.closing_call_id, "");
    EXPECT_EQ(after(closed(held(), bruno_, now, Outcome::lead)).owner, bruno_.id);
    EXPECT_EQ(after(closed(held(), bruno_, now, Outcome::lead)).lease_until, std::nullopt);
}

TEST_F(WorkflowTest, work_is_for_who_has_the_task_and_for_those_who_lead) {
    using Work = std::function<Moved(const Task&, const Actor&)>;
    for (const Work& work :
         {Work([](const Task& task, const Actor& actor) {
              return planned(task, actor, now, in(60));
          }),
          Work([](const Task& task, const Actor& actor) { return tried(task, actor, now); }),
          Work([](const Task& task, const Actor& actor) {
              return closed(task, actor, now, Outcome::no_answer);
          })}) {
        expect_refused(work(held(), anna_), Objection::held);
        expect_refused(work(over(), carla_), Objection::closed);
        EXPECT_EQ(after(work(held(), bruno_)).owner, bruno_.id);
        EXPECT_EQ(after(work(held(), carla_)).owner, bruno_.id);
        EXPECT_EQ(after(work(free_, anna_)).version, 7);
        Task lapsed = held();
        lapsed.lease_until = now;
        after(work(lapsed, anna_));
    }
}

}  // namespace
}  // namespace w3::callbacks
