#include "w3/callbacks/task.hpp"

#include "w3/people/limits.hpp"

#include <gtest/gtest.h>

namespace w3::callbacks {
namespace {

constexpr base::Instant now{1'790'000'000 * base::us_per_second};

TEST(Task, is_overdue_when_nobody_tried_in_time) {
    Task task;
    task.due = now;
    EXPECT_FALSE(is_overdue(task, now));
    EXPECT_TRUE(is_overdue(task, {now.us + 1}));
    Task tried = task;
    tried.first_attempt = {now.us + 1};
    EXPECT_FALSE(is_overdue(tried, {now.us + 2}));
    task.closed = now;
    EXPECT_FALSE(is_overdue(task, {now.us + 1}));
}

TEST(Task, is_taken_back_for_a_day_when_a_call_closed_it) {
    Task task;
    EXPECT_FALSE(can_be_undone(task, now));
    task.closed = now;
    EXPECT_FALSE(can_be_undone(task, now)) << "a person closed it";
    task.closing_call_id = "a";
    const std::int64_t day = limits::callback_undo_seconds * base::us_per_second;
    EXPECT_TRUE(can_be_undone(task, {now.us + day}));
    EXPECT_FALSE(can_be_undone(task, {now.us + day + 1}));
    task.closed.reset();
    EXPECT_FALSE(can_be_undone(task, now));
}

TEST(Task, every_outcome_has_a_name_that_leads_back) {
    for (const auto& [outcome, name] : {std::pair(Outcome::recontacted, "recontacted"),
                                        {Outcome::customer_called, "customer_called"},
                                        {Outcome::no_answer, "no_answer"},
                                        {Outcome::wrong_number, "wrong_number"},
                                        {Outcome::not_interested, "not_interested"},
                                        {Outcome::do_not_call, "do_not_call"},
                                        {Outcome::duplicate, "duplicate"},
                                        {Outcome::lead, "lead"}}) {
        EXPECT_EQ(to_string(outcome), name);
        EXPECT_EQ(outcome_of(name), outcome);
    }
    EXPECT_EQ(outcome_of("closed"), std::nullopt);
    EXPECT_EQ(outcome_of(""), std::nullopt);
}

}  // namespace
}  // namespace w3::callbacks
