#include "base/clock.hpp"
#include "base/ids.hpp"
#include "edgvoip/call/leg_codec.hpp"
#include "edgvoip/ingest/intake.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace edgvoip::ingest {
namespace {

using call::LegRecord;

std::shared_ptr<const directory::Directory> two_tenants() {
    return directory::Directory::parse(
               R"({"tenants":[
        {"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.edgvoip.test",
         "name":"A","timezone":"Europe/Rome","country":"IT","pbx_contexts":["tenant-a-*"],
         "dids":[{"did_e164":"+39061234567"}],"extensions":[{"ext":"1001"},{"ext":"1002"}]},
        {"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000b1","sip_domain":"b.edgvoip.test",
         "name":"B","timezone":"Europe/Rome","country":"IT","pbx_contexts":["tenant-b-*"],
         "extensions":[{"ext":"1001"}]}]})")
        .value();
}

/// Legs as a PBX could link them: trees of any shape, roots of known and unknown tenants, and legs
/// whose parent's record never comes. A leg is told in one or several versions.
class RandomLegs {
public:
    explicit RandomLegs(unsigned seed) : random_(seed) {
        const int roots = 2 + pick(8);
        for (int i = 0; i < roots; ++i)
            grow(root());
        for (int i = 0; i < pick(4); ++i)
            grow(below(uuid()));
    }

    /// The fullest version of each leg, parents first.
    const std::vector<LegRecord>& fullest() const { return legs_; }

    /// Every version, each one to three times, in any order.
    std::vector<LegRecord> deliveries() {
        std::vector<LegRecord> all;
        for (const LegRecord& leg : legs_) {
            for (int copies = pick(3); copies >= 0; --copies)
                all.push_back(leg);
            for (int versions = pick(3); versions > 0; --versions)
                all.push_back(poorer(leg));
        }
        std::shuffle(all.begin(), all.end(), random_);
        return all;
    }

    int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

private:
    std::string uuid() {
        base::Uuid made;
        for (auto& byte : made.bytes)
            byte = static_cast<std::uint8_t>(random_());
        return made.text();
    }

    LegRecord leg() {
        LegRecord made;
        made.source = "pbx1";
        made.adapter = "freeswitch-json";
        made.leg_id = uuid();
        made.raw_ref = made.leg_id;
        made.started = {base::utc_midnight({2026, 3, 2}).us + pick(1'000'000) * 1000LL};
        made.ended = {made.started.us + pick(100'000) * 1000LL};
        if (pick(2) == 0) made.answered = made.started;
        made.hangup_cause = pick(2) == 0 ? "NORMAL_CLEARING" : "NO_ANSWER";
        made.detail = 10 + pick(5);
        return made;
    }

    LegRecord root() {
        LegRecord made = leg();
        made.into_pbx = true;
        made.channel_name = "sofia/external/trunk@192.0.2.1";
        static const std::vector<std::string> contexts = {"tenant-a-in", "tenant-b-in",
                                                          "of-nobody"};
        LegRecord::Hop hop;
        hop.caller_number = "3331234567";
        hop.context = contexts.at(static_cast<std::size_t>(pick(3)));
        hop.dialled = hop.context != "of-nobody" && pick(2) == 0 ? "061234567" : "1001";
        made.hops.push_back(hop);
        return made;
    }

    LegRecord below(const std::string& parent) {
        LegRecord made = leg();
        made.channel_name = "sofia/internal/1001@10.0.0.7";
        switch (pick(3)) {
            case 0:
                made.links.originating_leg = parent;
                break;
            case 1:
                made.links.originator = parent;
                break;
            default:
                made.links.queue_member = parent;
                made.queue.side = "agent";
        }
        made.dialed_user = pick(2) == 0 ? "1001" : "1002";
        static const std::vector<std::string> domains = {"", "a.edgvoip.test", "b.edgvoip.test"};
        made.dialed_domain = domains.at(static_cast<std::size_t>(pick(8) % 5 % 3));
        return made;
    }

    void grow(LegRecord first) {
        std::vector<std::string> tree = {first.leg_id};
        legs_.push_back(std::move(first));
        for (int more = pick(7); more > 0; --more) {
            const auto parent = static_cast<std::size_t>(pick(static_cast<int>(tree.size())));
            LegRecord child = below(tree.at(parent));
            tree.push_back(child.leg_id);
            legs_.push_back(std::move(child));
        }
    }

    LegRecord poorer(LegRecord leg) {
        leg.detail -= 1 + pick(9);
        leg.answered.reset();
        leg.hangup_cause = "UNSPECIFIED";
        leg.ended.us -= std::min<std::int64_t>(leg.ended.us - leg.started.us, pick(1000));
        return leg;
    }

    std::mt19937 random_;
    std::vector<LegRecord> legs_;
};

/// All that is stored of legs: in which call each record is, or that it waits and for what.
struct Stored {
    std::vector<call::Call> calls;
    std::map<std::string, std::string> records;
    std::int64_t no_root = 0;
    std::int64_t no_tenant = 0;

    bool operator==(const Stored&) const = default;
};

class Receiver {
public:
    void take(std::vector<LegRecord> batch) {
        Intake intake(*writer_, directory_, midnight);
        const auto taken = intake.take(std::move(batch));
        ASSERT_TRUE(taken) << taken.error().detail;
    }

    Stored stored(const std::vector<LegRecord>& legs) {
        Stored all;
        all.calls = all_calls(*store_, *directory_);
        for (const LegRecord& leg : legs)
            all.records[leg.leg_id] = place_and_record(leg.leg_id);
        const auto figures = store_->figures().value();
        all.no_root = figures.pending_no_root;
        all.no_tenant = figures.pending_no_tenant;
        return all;
    }

private:
    std::string place_and_record(const std::string& leg_id) {
        const auto place = writer_->find_leg(leg_id).value();
        if (!place) return "nowhere";
        if (!place->call) {
            const auto pending = writer_->find_pending(leg_id).value();
            return pending->reason + " below " + pending->parent + ": " +
                   call::encode(pending->record);
        }
        std::string text = place->call->id.text + ": ";
        for (const LegRecord& record : writer_->legs_of(*place->call).value()) {
            text += record.leg_id + ' ';  // the order in which they are kept counts, too
            if (record.leg_id == leg_id) text += call::encode(record);
        }
        return text;
    }

    TemporaryFolder folder_;
    std::shared_ptr<const directory::Directory> directory_ = two_tenants();
    std::unique_ptr<store::Store> store_ = open_store(folder_.path("calls.db"));
    std::unique_ptr<store::CallWriter> writer_ = store_->writer().value();
};

class LegGraphs : public testing::TestWithParam<unsigned> {};

INSTANTIATE_TEST_SUITE_P(, LegGraphs, testing::Range(1U, 16U));

TEST_P(LegGraphs, AreTheSameCallsInWhateverOrderTheyCome) {
    RandomLegs legs(GetParam());
    Receiver clean;
    clean.take(legs.fullest());
    const Stored expected = clean.stored(legs.fullest());
    for (int i = 0; i < 2; ++i) {
        Receiver receiver;
        std::vector<LegRecord> deliveries = legs.deliveries();
        const int batch_most = i == 0 ? 1 : 20;
        while (!deliveries.empty()) {
            const auto size = std::min<std::size_t>(
                static_cast<std::size_t>(1 + legs.pick(batch_most)), deliveries.size());
            const auto first = deliveries.end() - static_cast<std::ptrdiff_t>(size);
            receiver.take({first, deliveries.end()});
            deliveries.erase(first, deliveries.end());
        }
        EXPECT_EQ(receiver.stored(legs.fullest()), expected);
    }
}

TEST(RandomLegs, AreOfEveryKind) {
    std::int64_t calls = 0;
    std::int64_t no_root = 0;
    std::int64_t no_tenant = 0;
    for (unsigned seed = 1; seed <= 15; ++seed) {
        const RandomLegs legs(seed);
        Receiver receiver;
        receiver.take(legs.fullest());
        const Stored stored = receiver.stored(legs.fullest());
        calls += static_cast<std::int64_t>(stored.calls.size());
        no_root += stored.no_root;
        no_tenant += stored.no_tenant;
    }
    EXPECT_GT(calls, 40);
    EXPECT_GT(no_root, 10);
    EXPECT_GT(no_tenant, 5);
}

}  // namespace
}  // namespace edgvoip::ingest
