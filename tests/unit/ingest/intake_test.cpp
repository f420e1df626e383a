#include "edgvoip/ingest/intake.hpp"

#include "edgvoip/enrich/family.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace edgvoip::ingest {
namespace {

using call::LegRecord;

/// A store of its own and the intake in front of it.
struct Bench {
    explicit Bench(std::shared_ptr<const directory::Directory> given = recorded_directory())
        : directory(std::move(given)) {}

    IntakeCounts take(std::vector<LegRecord> batch) {
        Intake intake(*writer, directory, midnight);
        const auto counts = intake.take(std::move(batch));
        EXPECT_TRUE(counts) << counts.error().detail;
        return counts.value();
    }
    std::int64_t pending_no_root() { return store->figures().value().pending_no_root; }
    std::int64_t pending_no_tenant() { return store->figures().value().pending_no_tenant; }
    std::vector<call::Call> calls() { return all_calls(*store, *directory); }

    TemporaryFolder folder;
    std::shared_ptr<const directory::Directory> directory;
    std::unique_ptr<store::Store> store = open_store(folder.path("calls.db"));
    std::unique_ptr<store::CallWriter> writer = store->writer().value();
};

std::vector<call::Call> clean_delivery() {
    Bench bench;
    bench.take(recorded_legs());
    return bench.calls();
}

/// Recorded with log-b-leg=false, which leaves out the near half of a loopback pair but not the far
/// one: what that hangs on never comes, and the call is right without it.
constexpr std::int64_t orphans = 1;

TEST(Intake, every_leg_of_a_clean_delivery_is_in_a_call_or_kept_aside) {
    Bench bench;
    const auto legs = recorded_legs();
    const IntakeCounts counts = bench.take(legs);
    std::set<std::string> ids;
    for (const LegRecord& leg : legs)
        ids.insert(leg.leg_id);
    EXPECT_EQ(counts.stored + counts.pending, static_cast<std::int64_t>(ids.size()));
    EXPECT_EQ(counts.calls, static_cast<std::int64_t>(bench.calls().size()));
    EXPECT_EQ(bench.pending_no_root(), orphans);
    EXPECT_GT(bench.pending_no_tenant(), 0) << "one recorded call was to a DID of nobody";
}

TEST(Intake, order_batches_and_repetition_make_no_difference) {
    const auto expected = clean_delivery();
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        std::vector<LegRecord> deliveries;
        for (const LegRecord& leg : recorded_legs()) {
            const unsigned copies = 1 + static_cast<unsigned>(random() % (seed % 2 == 0 ? 5 : 1));
            for (unsigned i = 0; i < copies; ++i)
                deliveries.push_back(leg);
        }
        std::shuffle(deliveries.begin(), deliveries.end(), random);
        Bench bench;
        const std::size_t batch_most = seed % 3 == 0 ? 1 : 40;
        for (std::size_t at = 0; at < deliveries.size();) {
            const std::size_t size =
                std::min<std::size_t>(1 + random() % batch_most, deliveries.size() - at);
            const auto first = deliveries.begin() + static_cast<std::ptrdiff_t>(at);
            bench.take({first, first + static_cast<std::ptrdiff_t>(size)});
            at += size;
        }
        EXPECT_EQ(bench.calls(), expected) << "seed " << seed;
    }
}

TEST(Intake, the_same_again_changes_nothing) {
    Bench bench;
    const auto legs = recorded_legs();
    bench.take(legs);
    const IntakeCounts again = bench.take(legs);
    EXPECT_EQ(again.stored, 0);
    EXPECT_EQ(again.calls, 0);
    EXPECT_EQ(again.merged, static_cast<std::int64_t>(legs.size()));
}

TEST(Intake, legs_before_their_root_wait_and_are_taken_in_when_it_comes) {
    const auto legs = recorded_legs();
    std::vector<LegRecord> roots;
    std::vector<LegRecord> others;
    for (const LegRecord& leg : legs)
        (enrich::is_root(leg) ? roots : others).push_back(leg);
    Bench bench;
    const IntakeCounts early = bench.take(others);
    EXPECT_EQ(early.stored, 0);
    EXPECT_EQ(bench.pending_no_root(), static_cast<std::int64_t>(others.size()));
    EXPECT_TRUE(bench.calls().empty());
    bench.take(roots);
    EXPECT_EQ(bench.pending_no_root(), orphans);
    EXPECT_EQ(bench.calls(), clean_delivery());
}

TEST(Intake, a_fuller_version_of_a_leg_replaces_a_poorer_one_whichever_comes_first) {
    const auto legs = recorded_legs();
    const auto root = std::find_if(legs.begin(), legs.end(),
                                   [](const LegRecord& leg) { return enrich::is_root(leg); });
    LegRecord fuller = *root;
    fuller.detail += 10;
    fuller.hangup_cause = "MEDIA_TIMEOUT";
    for (const bool fuller_first : {true, false}) {
        Bench bench;
        bench.take({fuller_first ? fuller : *root});
        bench.take({fuller_first ? *root : fuller});
        const auto calls = bench.calls();
        ASSERT_EQ(calls.size(), 1U);
        EXPECT_EQ(calls.front().hangup_cause, "MEDIA_TIMEOUT");
    }
}

TEST(Intake, a_call_that_moves_is_not_doubled) {
    const auto legs = recorded_legs();
    const auto root = std::find_if(legs.begin(), legs.end(),
                                   [](const LegRecord& leg) { return enrich::is_root(leg); });
    Bench bench;
    bench.take({*root});
    LegRecord moved = *root;
    moved.detail += 10;
    moved.started.us -= 5'000'000;
    bench.take({moved});
    const auto calls = bench.calls();
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls.front().start, moved.started);
}

TEST(Intake, calls_without_a_tenant_are_taken_in_when_the_directory_knows_it) {
    const auto nobody = directory::Directory::parse(R"({"tenants":[]})").value();
    Bench bench(nobody);
    const auto legs = recorded_legs();
    bench.take(legs);
    EXPECT_GT(bench.pending_no_tenant(), 300);
    bench.directory = recorded_directory();
    EXPECT_TRUE(bench.calls().empty());
    Intake intake(*bench.writer, bench.directory, midnight);
    ASSERT_TRUE(intake.retry_without_tenant());
    EXPECT_EQ(bench.calls(), clean_delivery());
    const auto again = intake.retry_without_tenant();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->calls, 0);
}

/// A call that only its rung phone can give a tenant.
std::vector<LegRecord> root_of_nobody_and_its_phone() {
    LegRecord root;
    root.source = "pbx1";
    root.leg_id = "11111111-1111-4111-8111-111111111111";
    root.into_pbx = true;
    root.channel_name = "sofia/external/trunk@192.0.2.1";
    root.hops.push_back({.caller_number = "3331234567",
                         .caller_name = "",
                         .dialled = "1001",
                         .context = "of-nobody",
                         .bridged = {},
                         .reached = {}});
    root.started = base::utc_midnight({2026, 3, 2});
    root.ended = {root.started.us + 9'000'000};
    LegRecord phone = root;
    phone.leg_id = "22222222-2222-4222-8222-222222222222";
    phone.into_pbx = false;
    phone.channel_name = "sofia/internal/1001@10.0.0.7";
    phone.hops.clear();
    phone.links.originator = root.leg_id;
    phone.dialed_user = "1001";
    phone.dialed_domain = "demo-a.edgvoip.test";
    return {root, phone};
}

TEST(Intake, a_later_leg_gives_a_call_the_tenant_that_it_waits_for) {
    const auto legs = root_of_nobody_and_its_phone();
    Bench together;
    together.take(legs);
    ASSERT_EQ(together.calls().size(), 1U);

    Bench bench;
    bench.take({legs.at(0)});
    EXPECT_EQ(bench.pending_no_tenant(), 1);
    const IntakeCounts counts = bench.take({legs.at(1)});
    EXPECT_EQ(counts.stored, 2);
    EXPECT_EQ(counts.pending, -1);
    EXPECT_EQ(bench.pending_no_tenant(), 0);
    EXPECT_EQ(bench.pending_no_root(), 0);
    EXPECT_EQ(bench.calls(), together.calls());
}

TEST(Intake, a_leg_in_between_that_comes_last_gives_it_too) {
    auto legs = root_of_nobody_and_its_phone();
    LegRecord between = legs.at(1);
    between.leg_id = "33333333-3333-4333-8333-333333333333";
    between.dialed_domain.clear();
    legs.at(1).links.originator = between.leg_id;
    Bench bench;
    for (const LegRecord& leg : {legs.at(0), legs.at(1), between})
        bench.take({leg});
    ASSERT_EQ(bench.calls().size(), 1U);
    EXPECT_EQ(bench.calls().front().legs.size(), 3U);
}

TEST(Intake, a_fuller_version_gives_a_waiting_call_its_tenant) {
    const LegRecord poor = root_of_nobody_and_its_phone().front();
    LegRecord fuller = poor;
    fuller.detail += 1;
    fuller.account_code = "demo-a";
    Bench bench;
    bench.take({poor});
    EXPECT_TRUE(bench.calls().empty());
    bench.take({fuller});
    EXPECT_EQ(bench.calls().size(), 1U);
    EXPECT_EQ(bench.pending_no_tenant(), 0);
}

/// A writer whose n-th operation fails, and every one after it.
class FaultyWriter final : public store::CallWriter {
public:
    FaultyWriter(store::CallWriter& writer, int good) : writer_(writer), good_(good) {}

    base::Result<void> begin() override {
        return good() ? writer_.begin() : base::Result<void>(fault());
    }
    base::Result<void> commit() override {
        return good() ? writer_.commit() : base::Result<void>(fault());
    }
    void rollback() override { writer_.rollback(); }
    std::vector<store::CommittedChanges> committed() const override { return writer_.committed(); }
    base::Result<std::optional<store::LegPlace>> find_leg(std::string_view leg_id) override {
        if (!good()) return fault();
        return writer_.find_leg(leg_id);
    }
    base::Result<std::vector<LegRecord>> legs_of(const store::CallKey& key) override {
        if (!good()) return fault();
        return writer_.legs_of(key);
    }
    base::Result<void> put_encoded(const call::Call& call,
                                   const std::vector<store::EncodedLeg>& records) override {
        return good() ? writer_.put_encoded(call, records) : base::Result<void>(fault());
    }
    base::Result<void> remove(const store::CallKey& key, std::string_view reason) override {
        return good() ? writer_.remove(key, reason) : base::Result<void>(fault());
    }
    base::Result<void> put_pending(const store::PendingLeg& leg) override {
        return good() ? writer_.put_pending(leg) : base::Result<void>(fault());
    }
    base::Result<void> remove_pending(std::string_view leg_id) override {
        return good() ? writer_.remove_pending(leg_id) : base::Result<void>(fault());
    }
    base::Result<std::optional<store::PendingLeg>> find_pending(std::string_view leg_id) override {
        if (!good()) return fault();
        return writer_.find_pending(leg_id);
    }
    base::Result<std::vector<store::PendingLeg>> pending_below(std::string_view leg_id) override {
        if (!good()) return fault();
        return writer_.pending_below(leg_id);
    }
    base::Result<std::vector<store::PendingLeg>> pending_roots() override {
        if (!good()) return fault();
        return writer_.pending_roots();
    }

private:
    bool good() { return good_-- > 0; }
    static base::Error fault() { return base::unavailable("the disk is full"); }

    store::CallWriter& writer_;
    int good_;
};

TEST(Intake, a_batch_that_fails_anywhere_leaves_nothing_and_may_be_given_again) {
    auto legs = recorded_legs();
    legs.resize(40);
    Bench reference;
    reference.take(legs);
    const auto expected = reference.calls();
    bool failed = true;
    for (int good = 0; failed; good += 3) {
        ASSERT_LT(good, 2000);
        Bench bench;
        FaultyWriter faulty(*bench.writer, good);
        Intake intake(faulty, bench.directory, midnight);
        const auto counts = intake.take(legs);
        failed = !counts;
        if (failed) {
            EXPECT_EQ(counts.error().fault, base::Fault::unavailable);
            EXPECT_TRUE(bench.calls().empty()) << "after " << good << " operations";
            EXPECT_EQ(bench.pending_no_root(), 0);
            bench.take(legs);
        }
        EXPECT_EQ(bench.calls(), expected);
    }
}

}  // namespace
}  // namespace edgvoip::ingest
