#include "edgvoip/index/indexes.hpp"
#include "edgvoip/index/tenant_writer.hpp"

#include <gmock/gmock.h>

#include <array>
#include <atomic>
#include <limits>
#include <thread>
#include <vector>

namespace edgvoip::index {
namespace {

constexpr int readers = 3;
constexpr int batches = 150;

call::CallFilter everything() {
    call::CallFilter filter;
    filter.from = {0};
    filter.to = {std::numeric_limits<std::int64_t>::max()};
    return filter;
}

/// The n-th call; version v holds calls v to 20·v, each with a name and a store of its own.
Entry numbered(std::int64_t n) {
    Entry entry;
    entry.id = {"call " + std::to_string(n)};
    entry.start = {(n * 7'919 % 100'000) * base::us_per_second};
    entry.name_folded = "name " + std::to_string(n);
    entry.billsec = static_cast<std::int32_t>(n % 100);
    entry.store.emplace();
    entry.store->uuid.bytes[0] = static_cast<std::uint8_t>(n);
    return entry;
}

void expect_sound(const TenantIndex& index) {
    const std::int64_t v = index.change_seq();
    const std::int64_t size = v == 0 ? 0 : 20 * v - v + 1;
    EXPECT_EQ(index.size(), size);
    EXPECT_EQ(index.count(everything()), size);
    if (v == 0) return;
    call::CallFilter one = everything();
    one.name_part = "name " + std::to_string(20 * v);
    EXPECT_EQ(index.count(one), 1) << "the newest name is known";
    EXPECT_EQ(index.find("call " + std::to_string(20 * v)), numbered(20 * v).start);
    EXPECT_EQ(index.find("call " + std::to_string(v - 1)), std::nullopt);
    EXPECT_EQ(index.find("call " + std::to_string(20 * v + 1)), std::nullopt);
    call::CallFilter short_calls = everything();
    short_calls.max_billsec = 49;
    call::CallFilter long_calls = everything();
    long_calls.min_billsec = 50;
    EXPECT_EQ(index.count(short_calls) + index.count(long_calls), size);
    const auto page = index.page(everything(), call::CallOrder::longest_first, 0, 20);
    EXPECT_EQ(page.total, size);
    EXPECT_EQ(page.calls.size(), static_cast<std::size_t>(std::min<std::int64_t>(size, 20)));
}

TEST(IndexConcurrencyTest, ReadersSeeWholeVersionsWhileTheWriterPublishes) {
    Indexes indexes;
    const base::TenantId tenant{};
    indexes.expect(tenant);
    std::atomic<bool> done = false;
    std::array<std::int64_t, readers> seen{};
    std::vector<std::thread> threads;
    for (int reader = 0; reader < readers; ++reader) {
        threads.emplace_back([&, reader] {
            std::int64_t last = -1;
            bool is_last_round = false;
            while (!is_last_round) {
                is_last_round = done;
                const Version version = indexes.wait_beyond(tenant, -1, std::chrono::minutes(10));
                ASSERT_NE(version, nullptr);
                EXPECT_GE(version->change_seq(), last) << "versions only go forward";
                last = version->change_seq();
                expect_sound(*version);
            }
            seen[static_cast<std::size_t>(reader)] = last;
        });
    }
    TenantWriter writer;
    indexes.publish(tenant, writer.finish_loading(0));
    for (std::int64_t v = 1; v <= batches; ++v) {
        std::vector<Change> changes;
        if (v > 1) changes.push_back(removal({"call " + std::to_string(v - 1)}));
        for (std::int64_t n = v == 1 ? 1 : 20 * (v - 1) + 1; n <= 20 * v; ++n)
            changes.push_back(put(numbered(n)));
        indexes.publish(tenant, writer.apply(changes, v));
    }
    done = true;
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_THAT(seen, testing::Each(batches));
}

}  // namespace
}  // namespace edgvoip::index
