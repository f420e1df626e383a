#include "w3/callbacks/figures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace w3::callbacks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr base::Instant begun{1'790'000'000 * base::us_per_second};

base::Instant second(std::int64_t seconds) {
    return {begun.us + seconds * base::us_per_second};
}

/// One that is due a hundred seconds after it began.
Worked waiting() {
    return {.begun = begun, .due = second(100), .first_attempt = {}, .closed = {}, .outcome = {}};
}
Worked ended(Outcome outcome, std::int64_t closed) {
    Worked task = waiting();
    task.closed = second(closed);
    task.outcome = outcome;
    return task;
}

Figures figures_of(const Worked& task, std::int64_t now = 50) {
    Figures figures;
    count(figures, task, second(now));
    return figures;
}

TEST(Figures, what_waits_is_made_and_nothing_more) {
    const Figures figures = figures_of(waiting());
    EXPECT_EQ(figures.made, 1);
    EXPECT_EQ(figures.closed, 0);
    EXPECT_EQ(figures.called_back, 0);
    EXPECT_EQ(figures.sla_known, 0);
    EXPECT_THAT(figures.first_attempt_sec, IsEmpty());
}

TEST(Figures, what_was_due_is_known_to_be_late) {
    EXPECT_EQ(figures_of(waiting(), 100).sla_known, 0);
    EXPECT_EQ(figures_of(waiting(), 101).sla_known, 1);
    EXPECT_EQ(figures_of(waiting(), 101).within_sla, 0);
}

TEST(Figures, the_first_attempt_is_in_time_until_due) {
    for (const auto& [attempt, within] : {std::pair(99, 1), {100, 1}, {101, 0}}) {
        Worked task = waiting();
        task.first_attempt = second(attempt);
        const Figures figures = figures_of(task, 1000);
        EXPECT_EQ(figures.within_sla, within) << attempt;
        EXPECT_EQ(figures.sla_known, 1);
        EXPECT_THAT(figures.first_attempt_sec, ElementsAre(attempt));
    }
}

TEST(Figures, a_customer_who_called_again_in_time_was_heard_in_time) {
    EXPECT_EQ(figures_of(ended(Outcome::customer_called, 100)).within_sla, 1);
    EXPECT_EQ(figures_of(ended(Outcome::customer_called, 101)).within_sla, 0);
    EXPECT_EQ(figures_of(ended(Outcome::customer_called, 101)).sla_known, 1);
    EXPECT_THAT(figures_of(ended(Outcome::customer_called, 10)).first_attempt_sec, IsEmpty());
    Worked late_attempt = ended(Outcome::customer_called, 90);
    late_attempt.first_attempt = second(120);
    EXPECT_EQ(figures_of(late_attempt).within_sla, 1);
    Worked late_call = ended(Outcome::customer_called, 120);
    late_call.first_attempt = second(90);
    EXPECT_EQ(figures_of(late_call).within_sla, 1);
}

TEST(Figures, closing_without_trying_is_no_reaction) {
    const Figures early = figures_of(ended(Outcome::no_answer, 10));
    EXPECT_EQ(early.closed, 1);
    EXPECT_EQ(early.sla_known, 0);
    EXPECT_EQ(figures_of(ended(Outcome::no_answer, 10), 101).sla_known, 1);
    EXPECT_EQ(figures_of(ended(Outcome::no_answer, 10), 101).within_sla, 0);
}

TEST(Figures, who_was_spoken_to_was_called_back) {
    for (const auto& [outcome, called_back] : {std::pair(Outcome::recontacted, 1),
                                               {Outcome::customer_called, 1},
                                               {Outcome::not_interested, 1},
                                               {Outcome::lead, 1},
                                               {Outcome::no_answer, 0},
                                               {Outcome::wrong_number, 0},
                                               {Outcome::do_not_call, 0}}) {
        EXPECT_EQ(figures_of(ended(outcome, 10)).called_back, called_back) << to_string(outcome);
        EXPECT_EQ(figures_of(ended(outcome, 10)).closed, 1);
    }
}

TEST(Figures, a_duplicate_is_in_none) {
    Worked duplicate = ended(Outcome::duplicate, 10);
    duplicate.first_attempt = second(5);
    const Figures figures = figures_of(duplicate, 1000);
    EXPECT_EQ(figures.made, 0);
    EXPECT_EQ(figures.closed, 0);
    EXPECT_EQ(figures.sla_known, 0);
    EXPECT_THAT(figures.first_attempt_sec, IsEmpty());
}

TEST(Figures, tasks_add_up) {
    Figures figures;
    count(figures, waiting(), second(500));
    count(figures, ended(Outcome::lead, 10), second(500));
    EXPECT_EQ(figures.made, 2);
    EXPECT_EQ(figures.closed, 1);
    EXPECT_EQ(figures.sla_known, 2);
}

TEST(Percentile, is_the_value_of_the_nearest_rank) {
    EXPECT_EQ(percentile({}, 50), std::nullopt);
    EXPECT_EQ(percentile({7}, 0), 7);
    EXPECT_EQ(percentile({7}, 100), 7);
    const std::vector<std::int64_t> five = {50, 15, 40, 20, 35};
    for (const auto& [percent, value] : {std::pair(0, 15),
                                         {5, 15},
                                         {20, 15},
                                         {21, 20},
                                         {30, 20},
                                         {40, 20},
                                         {50, 35},
                                         {90, 50},
                                         {100, 50}})
        EXPECT_EQ(percentile(five, percent), value) << percent;
    EXPECT_EQ(percentile({4, 1, 3, 2}, 50), 2);
}

}  // namespace
}  // namespace w3::callbacks
