#include "collected.hpp"
#include "edgvoip/simulate/live_calls.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace edgvoip::simulate {
namespace {

namespace fs = std::filesystem;

class FollowerTest : public testing::Test {
protected:
    FollowerTest() {
        std::string pattern = (fs::temp_directory_path() / "edgvoip-follower-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~FollowerTest() override { fs::remove_all(folder_); }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            std::ifstream file(entry.path(), std::ios::binary);
            files[entry.path().filename().string()] = {std::istreambuf_iterator<char>(file),
                                                       std::istreambuf_iterator<char>()};
        }
        return files;
    }

    fs::path folder_;
};

TEST_F(FollowerTest, a_record_appears_when_its_leg_ends_and_none_is_left_out) {
    const Chain chain = chain_of(small_chain);
    const base::Instant from = at("2026-03-10T09:00:00Z");
    const base::Instant until = at("2026-03-10T09:40:00Z");
    const Collected whole = run(chain, "2026-03-10T09:00:00Z", "2026-03-10T09:41:00Z");
    const auto ended_by = [&whole](base::Instant now) {
        std::map<std::string, std::string> files;
        for (const auto& record : whole.records) {
            if (record.ended <= now) files[record.name] = record.json + "\n";
        }
        return files;
    };
    auto follower = Follower::begin(chain, from, {}, folder_.string());
    ASSERT_TRUE(follower);
    // Steps of all sizes, as a busy machine makes them.
    std::int64_t step = 1;
    for (base::Instant now = from; now < until; now.us += step * base::us_per_second) {
        ASSERT_TRUE(follower->advance(now));
        ASSERT_EQ(files(), ended_by(now)) << base::to_iso8601(now);
        step = step % 150 + 37;
    }
    EXPECT_GT(follower->records(), 5);
    EXPECT_EQ(static_cast<std::size_t>(follower->records()), files().size());
}

/// Which legs' ends it heard of.
class EndsHeard final : public EventListener {
public:
    bool wants(std::string_view name) const override { return name == "CHANNEL_HANGUP_COMPLETE"; }
    void event(std::string_view /*name*/, std::string_view json) override {
        uuids.insert(std::string(boost::json::parse(json).at("Unique-ID").as_string()));
    }

    std::set<std::string> uuids;
};

TEST_F(FollowerTest, who_listens_hears_of_the_same_calls) {
    const Chain chain = chain_of(small_chain);
    const base::Instant from = at("2026-03-10T09:00:00Z");
    const Collected whole = run(chain, "2026-03-10T09:00:00Z", "2026-03-10T09:41:00Z");
    LiveCalls live = LiveCalls::begin(chain, {}, from).value();
    auto follower = Follower::begin(chain, from, {}, folder_.string(), &live);
    ASSERT_TRUE(follower);
    std::vector<std::pair<base::Instant, std::string>> ends;
    for (const auto& record : whole.records) {
        const auto json = boost::json::parse(record.json);
        ends.emplace_back(record.ended, json.at("variables").at("uuid").as_string().c_str());
    }
    EndsHeard heard;
    std::size_t most_up = 0;
    for (base::Instant now = from; now < at("2026-03-10T09:40:00Z"); now.us += 7'100'000) {
        ASSERT_TRUE(follower->advance(now));
        live.advance(now, heard);
        std::set<std::string> expected;
        for (const auto& [ended, uuid] : ends) {
            if (ended <= now) expected.insert(uuid);
        }
        ASSERT_EQ(heard.uuids, expected) << base::to_iso8601(now);
        ASSERT_EQ(follower->records(), std::ssize(expected));
        const auto channels = boost::json::parse(live.channels_json());
        const auto up = static_cast<std::size_t>(channels.at("row_count").as_int64());
        most_up = std::max(most_up, up);
    }
    EXPECT_GT(most_up, 1U);
    for (const auto& [name, json] : files()) {
        const auto written = std::ranges::find(whole.records, name, &Collected::Written::name);
        ASSERT_NE(written, whole.records.end());
        EXPECT_EQ(json, written->json + "\n") << "listening changes no record";
    }
}

TEST_F(FollowerTest, what_cannot_be_written_is_written_later) {
    const Chain chain = chain_of(small_chain);
    const std::string folder = (folder_ / "later").string();
    auto follower = Follower::begin(chain, at("2026-03-10T09:00:00Z"), {}, folder);
    ASSERT_TRUE(follower);
    const auto refused = follower->advance(at("2026-03-10T10:00:00Z"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, base::Fault::unavailable);
    EXPECT_EQ(follower->records(), 0);
    fs::create_directories(folder);
    ASSERT_TRUE(follower->advance(at("2026-03-10T10:00:00Z")));
    EXPECT_GT(follower->records(), 0);
}

TEST_F(FollowerTest, nobody_can_follow_from_before_1971) {
    const auto refused = Follower::begin(chain_of(small_chain), {0}, {}, folder_.string());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, base::Fault::invalid);
}

TEST(Simulate, shops_that_never_close_have_calls_at_night_and_none_of_the_usual_ones) {
    Chain chain = chain_of(small_chain);
    const Collected usual = run(chain, "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z");
    chain.options.always_open = true;
    const Collected open = run(chain, "2026-03-08T00:00:00Z", "2026-03-09T00:00:00Z");
    EXPECT_GT(open.truths.size(), 2 * usual.truths.size()) << "it is a Sunday";
    int at_night = 0;
    int answered_at_night = 0;
    for (const Truth& truth : open.truths) {
        if (truth.start >= at("2026-03-08T05:00:00Z")) continue;
        ++at_night;
        answered_at_night += truth.answer.has_value() ? 1 : 0;
    }
    EXPECT_GT(at_night, 20);
    EXPECT_GT(answered_at_night, at_night / 3);
    const auto usual_lines = usual.lines();
    for (const auto& [id, line] : open.lines())
        EXPECT_FALSE(usual_lines.contains(id)) << line;
}

}  // namespace
}  // namespace edgvoip::simulate
