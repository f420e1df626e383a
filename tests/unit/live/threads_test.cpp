#include "edgvoip/api/live_streams.hpp"
#include "live_fixture.hpp"
#include "pbx_model.hpp"
#include "pbx_words.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace edgvoip::tests {
namespace {

api::Visitor visitor_of(const LiveFixture& live, std::string_view letter) {
    api::Visitor visitor;
    visitor.directory = live.directory;
    visitor.tenant = live.directory->by_id(tenant_of(letter));
    visitor.token_expires = {live.clock.now().us + 3600 * base::us_per_second};
    return visitor;
}

/// Reads a stream until it is over, and counts what begins and ends.
struct Reader {
    explicit Reader(std::shared_ptr<api::LiveStream> heard) : stream(std::move(heard)) {}

    void read_all() {
        for (bool over = false; !over;) {
            over = stream->events()->is_over();
            text += stream->events()->take();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    std::size_t count(const std::string& event) const {
        std::size_t count = 0;
        const std::string line = "event: " + event + "\n";
        for (auto at = text.find(line); at != std::string::npos; at = text.find(line, at + 1))
            ++count;
        return count;
    }

    std::shared_ptr<api::LiveStream> stream;
    std::string text;
};

TEST(LiveThreads, ManyListenAndAskWhileThePbxTellsAndAllHearTheSame) {
    LiveFixture live;
    live.feed.channel_list(empty_list);
    PbxModel pbx(7, [&live](const std::string& json) { live.feed.event(json); });
    std::vector<std::unique_ptr<Reader>> readers;
    {
        api::LiveStreams streams(live.clock);
        for (int i = 0; i < 8; ++i) {
            const api::Visitor visitor = visitor_of(live, "a");
            auto stream = std::make_shared<api::LiveStream>(
                api::LiveView(visitor, {}), "tag", visitor.token_expires, streams.written());
            ASSERT_TRUE(live.board.listen(tenant_of("a"), {}, stream).has_value());
            streams.add(stream);
            readers.push_back(std::make_unique<Reader>(std::move(stream)));
        }
        std::atomic<bool> done = false;
        std::vector<std::thread> threads;
        for (const auto& reader : readers)
            threads.emplace_back([&reader] { reader->read_all(); });
        threads.emplace_back([&] {
            while (!done) {
                EXPECT_TRUE(live.board.calls(tenant_of("b")).has_value());
                EXPECT_TRUE(live.board.figures().is_up);
                auto guest = std::make_shared<Follower>();
                EXPECT_TRUE(live.board.listen(tenant_of("b"), {}, guest).has_value());
                guest->over = true;
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        for (int i = 0; i < 400; ++i)
            pbx.step();
        pbx.end_all();
        done = true;
        streams.close_all("shutting_down");
        for (std::thread& thread : threads)
            thread.join();
    }
    const Reader& first = *readers.front();
    EXPECT_GT(first.count("call-started"), 10U);
    EXPECT_EQ(first.count("call-started"), first.count("call-ended"));
    for (const auto& reader : readers) {
        EXPECT_EQ(reader->count("snapshot"), 1U);
        EXPECT_EQ(reader->count("call-changed"), first.count("call-changed"));
        EXPECT_EQ(reader->count("call-ended"), first.count("call-ended"));
        EXPECT_TRUE(reader->text.ends_with("data: {\"reason\":\"shutting_down\"}\n\n"));
    }
}

}  // namespace
}  // namespace edgvoip::tests
