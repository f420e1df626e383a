#include "http/refusal_pause.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::Each;
using testing::ElementsAre;

/// The pauses after so many refusals, in milliseconds.
std::vector<std::int64_t> after_refusals(RefusalPause& pause, int count) {
    std::vector<std::int64_t> pauses;
    for (int i = 0; i < count; ++i)
        pauses.push_back(pause.after(429).count());
    return pauses;
}

TEST(RefusalPause, forgives_a_few_and_then_doubles_up_to_its_longest) {
    RefusalPause pause({});
    EXPECT_THAT(after_refusals(pause, 13),
                ElementsAre(0, 0, 0, 10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000));
    EXPECT_THAT(after_refusals(pause, 100'000), Each(1000));
}

TEST(RefusalPause, begins_anew_after_any_other_answer) {
    for (const int other : {200, 204, 304, 400, 401, 404, 500, 503}) {
        RefusalPause pause({});
        after_refusals(pause, 20);
        EXPECT_EQ(pause.after(other).count(), 0) << other;
        EXPECT_THAT(after_refusals(pause, 5), ElementsAre(0, 0, 0, 10, 20)) << other;
    }
}

TEST(RefusalPause, is_none_for_who_is_refused_now_and_then) {
    RefusalPause pause({});
    for (int i = 0; i < 1000; ++i) {
        EXPECT_THAT(after_refusals(pause, 3), Each(0));
        EXPECT_EQ(pause.after(200).count(), 0);
    }
}

TEST(RefusalPause, is_never_longer_than_its_longest) {
    RefusalPause pause({.first = milliseconds(30), .longest = milliseconds(20)});
    EXPECT_THAT(after_refusals(pause, 6), ElementsAre(0, 0, 0, 20, 20, 20));
}

TEST(RefusalPause, may_be_none_at_all) {
    RefusalPause pause({.first = milliseconds(0)});
    EXPECT_THAT(after_refusals(pause, 100), Each(0));
}

}  // namespace
}  // namespace http
