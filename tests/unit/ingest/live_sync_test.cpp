#include "edgvoip/ingest/live_intake.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <thread>

namespace edgvoip::ingest {
namespace {

using Calls = std::map<std::string, call::Call>;

/// Takes pages of changes until there are no more.
void catch_up(store::CallReader& reader, base::TenantId tenant, store::ChangeQuestion& question,
              Calls& calls) {
    for (bool more = true; more;) {
        const auto answer = reader.changes(tenant, question);
        ASSERT_TRUE(answer && answer->has_value());
        const store::ChangePage& page = **answer;
        for (const store::RemovedCall& removed : page.removed)
            calls.erase(removed.id.text);
        for (const call::Call& call : page.calls)
            calls.insert_or_assign(call.id.text, call);
        question.after = page.through;
        question.removals_after = page.removals_after;
        more = page.more;
    }
}

/// Legs come in any order, so that calls change and move while somebody keeps a copy of them.
TEST(LiveSync, WhoFollowsTheChangesHasWhatWasStored) {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path("calls.db"));
    const auto directory = recorded_directory();
    const auto observer = base::make_silent_observer();
    const auto live = LiveIntake::start(*store, directory, midnight, *observer).value();
    auto legs = recorded_legs();
    std::shuffle(legs.begin(), legs.end(), std::mt19937(11));
    std::atomic<std::size_t> stored = 0;
    std::thread sender([&] {
        for (const call::LegRecord& leg : legs) {
            while (!live->submit(leg, [&stored](const base::Result<void>&) { ++stored; }))
                std::this_thread::yield();
        }
    });

    const auto reader = store->reader().value();
    std::map<base::TenantId, Calls> copies;
    std::map<base::TenantId, store::ChangeQuestion> questions;
    for (bool last = false; !last;) {
        last = stored == legs.size();
        for (const directory::Tenant& tenant : directory->tenants()) {
            questions[tenant.id].limit = 3;
            catch_up(*reader, tenant.id, questions[tenant.id], copies[tenant.id]);
        }
    }
    sender.join();
    live->stop();

    std::map<base::TenantId, Calls> expected;
    for (call::Call& call : all_calls(*store, *directory)) {
        call.legs.clear();
        expected[call.tenant].emplace(call.id.text, call);
    }
    EXPECT_GT(expected.size(), 1U);
    for (const auto& [tenant, calls] : expected)
        EXPECT_EQ(copies[tenant], calls);
}

}  // namespace
}  // namespace edgvoip::ingest
