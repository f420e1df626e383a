#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace edgvoip::store {
namespace {

class StoreSnapshot : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(, StoreSnapshot, testing::ValuesIn(store_kinds()), name_of_kind);

/// Each batch adds three calls and takes the oldest one away: seen in parts, a page would disagree
/// with its total, or the total would not be of the form 2n + 1.
TEST_P(StoreSnapshot, APageAndItsTotalAreOfOneMoment) {
    const base::TenantId tenant{base::Uuid::random()};
    RandomCalls random(6);
    std::vector<call::Call> calls{random.call(tenant)};
    put(calls);
    constexpr int batches = 150;
    for (int i = 0; i < 3 * batches; ++i)
        calls.push_back(random.call(tenant));
    std::atomic<bool> done{false};
    std::thread writing([&] {
        const auto writer = store->writer().value();
        for (std::size_t batch = 0; batch < batches; ++batch) {
            writer->begin().value();
            for (std::size_t i = 1; i <= 3; ++i)
                writer->put(calls[3 * batch + i], {}).value();
            const call::Call& oldest = calls[batch];
            writer->remove({oldest.tenant, oldest.start, oldest.id}, "test").value();
            writer->commit().value();
        }
        done = true;
    });
    const auto reader = store->reader().value();
    CallFilter filter;
    filter.to = {RandomCalls::first.us * 2};
    std::int64_t last = 0;
    bool finished = false;
    while (!finished) {
        finished = done;
        const auto page = reader->page(tenant, filter, CallOrder::oldest_first, 0, 10'000);
        if (!page) {
            ADD_FAILURE() << page.error().detail;
            break;
        }
        EXPECT_EQ(page->total, static_cast<std::int64_t>(page->calls.size()));
        EXPECT_EQ(page->total % 2, 1);
        EXPECT_GE(page->total, last);
        last = page->total;
    }
    writing.join();
    EXPECT_EQ(last, 2 * batches + 1);
}

}  // namespace
}  // namespace edgvoip::store
