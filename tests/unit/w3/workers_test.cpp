#include "w3/api/workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>

namespace w3::api {
namespace {

class WorkersTest : public testing::Test {
protected:
    std::unique_ptr<base::Observer> observer_ = base::make_silent_observer();
};

TEST_F(WorkersTest, what_is_too_much_is_not_taken) {
    std::promise<void> go;
    const std::shared_future<void> gone = go.get_future().share();
    std::promise<void> begun;
    std::atomic<int> done = 0;
    Workers workers(1, 2, *observer_);
    ASSERT_TRUE(workers.take([&] {
        begun.set_value();
        gone.wait();
        ++done;
    }));
    begun.get_future().wait();
    EXPECT_TRUE(workers.take([&] { ++done; }));
    EXPECT_TRUE(workers.take([&] { ++done; }));
    EXPECT_FALSE(workers.take([&] { ++done; }));
    go.set_value();
    workers.stop();
    EXPECT_EQ(done, 3);
    EXPECT_FALSE(workers.take([&] { ++done; }));
}

TEST_F(WorkersTest, work_that_throws_ends_nothing_else) {
    std::promise<void> done;
    Workers workers(1, 4, *observer_);
    ASSERT_TRUE(workers.take([] { throw std::runtime_error("no"); }));
    ASSERT_TRUE(workers.take([&] { done.set_value(); }));
    done.get_future().wait();
}

}  // namespace
}  // namespace w3::api
