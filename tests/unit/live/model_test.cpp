#include "live_fixture.hpp"
#include "pbx_model.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace edgvoip::tests {
namespace {

std::string expected(const PbxModel::Truth& truth) {
    std::string text = truth.direction + " " + truth.state;
    if (!truth.remote.empty()) text += " " + truth.remote;
    if (!truth.queue.empty()) text += " queue:" + truth.queue;
    for (const auto& [ext, state] : truth.exts)
        text += " " + ext + ":" + state;
    return text;
}

using Texts = std::map<std::string, std::string>;

Texts expected_of(const PbxModel& pbx, const std::string& letter) {
    Texts out;
    for (const auto& [id, truth] : pbx.truth()) {
        if (truth.tenant == letter) out[id] = expected(truth);
    }
    return out;
}

Texts described_all(const std::map<std::string, live::LiveCall>& calls) {
    Texts out;
    for (const auto& [id, call] : calls)
        out[id] = described(call);
    return out;
}

Texts shown_of(const LiveFixture& live, const std::string& letter) {
    return described_all(live.calls(letter));
}

/// A PBX, a board that hears it unless the link is cut, and somebody who listens to each tenant.
struct Session {
    explicit Session(std::uint64_t seed)
        : pbx(seed, [this](const std::string& json) {
              if (linked && !(lose && lose())) live.feed.event(json);
          }) {
        connect();
        for (const auto& [letter, listener] : {std::pair("a", a), {"b", b}})
            EXPECT_TRUE(live.board.listen(tenant_of(letter), {}, listener).has_value());
    }

    void cut() {
        linked = false;
        live.feed.link_down("cut");
    }

    void connect() {
        linked = true;
        live.feed.link_up();
        live.feed.channel_list(pbx.channel_list());
    }

    void expect_truth() const {
        for (const auto& [letter, listener] : {std::pair("a", a), {"b", b}}) {
            const Texts truth = expected_of(pbx, letter);
            EXPECT_EQ(shown_of(live, letter), truth);
            EXPECT_EQ(described_all(listener->calls), truth) << "what was told adds up";
        }
    }

    LiveFixture live;
    bool linked = false;
    std::function<bool()> lose;  // whether the next event is lost
    PbxModel pbx;
    std::shared_ptr<Follower> a = std::make_shared<Follower>();
    std::shared_ptr<Follower> b = std::make_shared<Follower>();
};

class LiveModel : public testing::TestWithParam<std::uint64_t> {};

TEST_P(LiveModel, TheBoardIsWhatThePbxHasAfterEveryStep) {
    Session session(GetParam());
    for (int i = 0; i < 1500 && !HasFailure(); ++i) {
        session.pbx.step();
        session.expect_truth();
    }
    session.pbx.end_all();
    session.expect_truth();
    EXPECT_EQ(session.live.board.figures().channels, 0U);
    EXPECT_EQ(session.live.feed.unread(), 0);
}

TEST_P(LiveModel, AfterEveryReconnectionTheBoardIsThePbxsOwnList) {
    Session session(GetParam());
    std::mt19937_64 random(GetParam());
    for (int i = 0; i < 150 && !HasFailure(); ++i) {
        for (std::uint64_t steps = random() % 8; steps > 0; --steps)
            session.pbx.step();
        session.expect_truth();
        session.cut();
        EXPECT_FALSE(session.live.board.calls(tenant_of("a")).has_value());
        for (std::uint64_t steps = random() % 8; steps > 0; --steps)
            session.pbx.step();
        session.pbx.reconnected();
        session.connect();
        session.expect_truth();
        // The list again, as it comes every half minute, changes nothing.
        session.live.feed.channel_list(session.pbx.channel_list());
        session.expect_truth();
    }
    EXPECT_EQ(session.live.feed.unread(), 0);
}

TEST_P(LiveModel, NoCallStaysThatThePbxHasNoMoreThoughEventsWereLost) {
    Session session(GetParam());
    std::mt19937_64 random(GetParam());
    session.lose = [&random] { return random() % 5 == 0; };
    for (int round = 0; round < 60 && !HasFailure(); ++round) {
        for (int i = 0; i < 20; ++i)
            session.pbx.step();
        session.live.feed.channel_list(session.pbx.channel_list());
        session.live.feed.channel_list(session.pbx.channel_list());
        const auto truth = session.pbx.truth();
        std::size_t shown = 0;
        for (const auto& [letter, listener] : {std::pair("a", session.a), {"b", session.b}}) {
            const auto calls = session.live.calls(letter);
            shown += calls.size();
            EXPECT_EQ(described_all(listener->calls), described_all(calls));
            for (const auto& [id, call] : calls)
                EXPECT_TRUE(truth.contains(id)) << "a ghost: " << id;
        }
        EXPECT_EQ(shown, truth.size());
    }
    session.pbx.end_all();
    session.live.feed.channel_list(session.pbx.channel_list());
    session.live.feed.channel_list(session.pbx.channel_list());
    EXPECT_EQ(session.live.board.figures().channels, 0U);
    EXPECT_EQ(session.live.board.figures().calls, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LiveModel, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace edgvoip::tests
