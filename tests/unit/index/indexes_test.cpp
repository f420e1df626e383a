#include "edgvoip/index/indexes.hpp"

#include "edgvoip/index/tenant_writer.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace edgvoip::index {
namespace {

using std::chrono::milliseconds;

base::TenantId tenant(std::uint8_t number) {
    base::TenantId id;
    id.uuid.bytes.fill(number);
    return id;
}

Version version(std::int64_t change_seq, int calls = 0) {
    TenantWriter writer;
    for (int i = 0; i < calls; ++i) {
        Entry entry;
        entry.id = {"call"};
        entry.start = {i};
        writer.load(entry);
    }
    return writer.finish_loading(change_seq);
}

TEST(IndexesTest, ATenantIsLoadingUntilItsFirstVersion) {
    Indexes indexes;
    EXPECT_TRUE(indexes.all_ready()) << "there is nothing to wait for";
    indexes.expect(tenant(1));
    indexes.expect(tenant(2));
    EXPECT_EQ(indexes.loading(), 2U);
    EXPECT_EQ(indexes.current(tenant(1)), nullptr);
    indexes.publish(tenant(1), version(5));
    EXPECT_FALSE(indexes.all_ready());
    EXPECT_EQ(indexes.ready(), 1U);
    EXPECT_EQ(indexes.current(tenant(1))->change_seq(), 5);
    indexes.publish(tenant(2), version(1));
    EXPECT_TRUE(indexes.all_ready());
    indexes.expect(tenant(1));
    EXPECT_TRUE(indexes.all_ready()) << "it is loaded already";
}

TEST(IndexesTest, WaitingEndsWithTheVersionOrWithPatience) {
    Indexes indexes;
    indexes.expect(tenant(1));
    EXPECT_EQ(indexes.wait_beyond(tenant(1), -1, milliseconds(1)), nullptr);
    std::thread loader([&indexes] { indexes.publish(tenant(1), version(9)); });
    const Version loaded = indexes.wait_beyond(tenant(1), -1, milliseconds(600'000));
    loader.join();
    ASSERT_NE(loaded, nullptr);
    EXPECT_EQ(loaded->change_seq(), 9);
    EXPECT_NE(indexes.wait_beyond(tenant(1), -1, milliseconds(0)), nullptr);
}

TEST(IndexesTest, AnUnknownTenantIsNotWaitedFor) {
    Indexes indexes;
    EXPECT_EQ(indexes.wait_beyond(tenant(1), -1, milliseconds(600'000)), nullptr);
    EXPECT_EQ(indexes.current(tenant(1)), nullptr);
}

TEST(IndexesTest, ForgettingATenantEndsTheWaitForIt) {
    Indexes indexes;
    indexes.expect(tenant(1));
    std::thread other([&indexes] { indexes.forget(tenant(1)); });
    EXPECT_EQ(indexes.wait_beyond(tenant(1), -1, milliseconds(600'000)), nullptr);
    other.join();
    EXPECT_TRUE(indexes.all_ready());
}

TEST(IndexesTest, RefusesNoVersionAndAnOlderOne) {
    Indexes indexes;
    EXPECT_THROW(indexes.publish(tenant(1), nullptr), base::Bug);
    indexes.expect(tenant(1));
    indexes.publish(tenant(1), version(5));
    EXPECT_THROW(indexes.publish(tenant(1), version(4)), base::Bug);
    EXPECT_EQ(indexes.current(tenant(1))->change_seq(), 5);
}

TEST(IndexesTest, WhatIsNotExpectedIsNotPublished) {
    Indexes indexes;
    indexes.publish(tenant(1), version(5));
    EXPECT_EQ(indexes.current(tenant(1)), nullptr);
    indexes.expect(tenant(1));
    indexes.publish(tenant(1), version(5));
    indexes.forget(tenant(1));
    indexes.publish(tenant(1), version(6));
    EXPECT_EQ(indexes.current(tenant(1)), nullptr);
    EXPECT_EQ(indexes.ready(), 0U);
}

TEST(IndexesTest, WaitsForMoreThanAChange) {
    Indexes indexes;
    indexes.expect(tenant(1));
    indexes.publish(tenant(1), version(5));
    EXPECT_EQ(indexes.wait_beyond(tenant(1), 5, milliseconds(1)), nullptr);
    EXPECT_EQ(indexes.wait_beyond(tenant(1), 4, milliseconds(1))->change_seq(), 5);
    std::thread writer([&indexes] { indexes.publish(tenant(1), version(6)); });
    const Version next = indexes.wait_beyond(tenant(1), 5, milliseconds(600'000));
    writer.join();
    ASSERT_NE(next, nullptr);
    EXPECT_EQ(next->change_seq(), 6);
    std::thread other([&indexes] { indexes.forget(tenant(1)); });
    EXPECT_EQ(indexes.wait_beyond(tenant(1), 6, milliseconds(600'000)), nullptr) << "it has left";
    other.join();
}

TEST(IndexesTest, AddsUpTheMemoryOfAllTenants) {
    Indexes indexes;
    for (std::uint8_t number = 1; number <= 3; ++number)
        indexes.expect(tenant(number));
    indexes.publish(tenant(1), version(1, 10));
    indexes.publish(tenant(2), version(1, 20));
    const IndexMemory sum = indexes.memory();
    EXPECT_EQ(sum.calls, 30);
    EXPECT_EQ(sum.columns, indexes.current(tenant(1))->memory().columns +
                               indexes.current(tenant(2))->memory().columns);
    EXPECT_EQ(sum.id_map, indexes.current(tenant(1))->memory().id_map +
                              indexes.current(tenant(2))->memory().id_map);
}

}  // namespace
}  // namespace edgvoip::index
