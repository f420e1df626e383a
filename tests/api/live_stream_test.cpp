#include "edgvoip/api/live_stream.hpp"

#include "http/event_stream.hpp"
#include "live_seed.hpp"
#include "seed.hpp"
#include "server_under_test.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>
#include <tuple>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

struct Event {
    std::string name;
    std::string id;
    json::object data;
};

/// One client that listens.
class Client {
public:
    Client(ServerUnderTest& server, const std::string& token, const std::string& query = "",
           const std::string& last_id = "") {
        http::Headers headers = server.bearer(token);
        headers.emplace_back("Accept", "text/event-stream");
        if (!last_id.empty()) headers.emplace_back("Last-Event-ID", last_id);
        answer = server.get("/api/monitor/active-calls" + query, headers);
    }

    /// What has come since the last time.
    std::vector<Event> events() {
        std::vector<Event> out;
        std::string text = answer.events->take();
        for (std::size_t end = text.find("\n\n"); end != std::string::npos;
             end = text.find("\n\n")) {
            add(out, text.substr(0, end + 1));
            text.erase(0, end + 2);
        }
        EXPECT_EQ(text, "") << "events come whole";
        return out;
    }

    http::Answer answer;
    int beats = 0;

private:
    void add(std::vector<Event>& out, std::string block) {
        if (block.starts_with(":")) {
            ++beats;
            return;
        }
        Event event;
        while (!block.empty()) {
            const std::string line = block.substr(0, block.find('\n'));
            block.erase(0, line.size() + 1);
            if (line.starts_with("event: ")) event.name = line.substr(7);
            if (line.starts_with("id: ")) event.id = line.substr(4);
            if (line.starts_with("data: ")) event.data = json::parse(line.substr(6)).as_object();
        }
        out.push_back(std::move(event));
    }
};

std::vector<std::string> names(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events)
        out.push_back(event.name);
    return out;
}

using Names = std::vector<std::string>;

constexpr const char* roma_did = "+390612345001";
constexpr const char* milano_did = "+390212345002";

TEST(LiveStream, BeginsWithAllCallsAndGoesOnWithEachChange) {
    ServerUnderTest server;
    Client client(server, "a");
    EXPECT_EQ(client.answer.status, 200);
    EXPECT_EQ(client.answer.content_type, "text/event-stream");
    EXPECT_EQ(header_of(client.answer, "Cache-Control"), "no-store");
    const auto first = client.events();
    ASSERT_EQ(names(first), Names{"snapshot"});
    EXPECT_EQ(first[0].data.at("seq"), 1);
    EXPECT_EQ(first[0].data.at("at"), "2025-11-01T12:00:00.000Z");
    EXPECT_EQ(first[0].data.at("items").as_array().size(), 4U);
    EXPECT_EQ(first[0].data.at("items").at(0).at("call_id"), "live-4");

    server.pbx().event(channel_created("new", "+393335550000", roma_did));
    server.pbx().event(channel_ended("leg-1"));
    server.pbx().event(channel_ended("new"));
    const auto then = client.events();
    ASSERT_EQ(names(then), (Names{"call-started", "call-changed", "call-ended"}));
    EXPECT_EQ(then[0].data.at("call").at("call_id"), "new");
    EXPECT_EQ(then[0].data.at("call").at("from_uri"), "+393335550000");
    EXPECT_EQ(then[1].data.at("call").at("call_id"), "live-1");
    EXPECT_TRUE(then[1].data.at("call").at("exts").as_array().empty());
    EXPECT_EQ(then[2].data.at("call_id"), "new");
    for (std::size_t i = 0; i < then.size(); ++i) {
        EXPECT_EQ(then[i].data.at("seq"), 2 + static_cast<int>(i));
        EXPECT_FALSE(then[i].id.empty());
    }
}

TEST(LiveStream, TellsNothingOfOtherTenantsAndNothingOutsideTheScope) {
    ServerUnderTest server;
    Client b(server, "b");
    Client milano(server, "a-stores-1002");
    Client roma(server, "a-roma");
    Client asked(server, "a", "?direction=out");
    for (Client* client : {&b, &milano, &roma, &asked})
        client->events();
    server.pbx().event(channel_created("new", "+393335550000", roma_did));
    EXPECT_EQ(names(roma.events()), Names{"call-started"});
    server.pbx().event(channel_ended("new"));
    EXPECT_EQ(names(roma.events()), Names{"call-ended"});
    for (Client* client : {&b, &milano, &asked})
        EXPECT_EQ(names(client->events()), Names()) << "not a word, not even a number";
}

TEST(LiveStream, WhoSeesAlikeIsToldAlikeAndNobodyWhatAnotherMaySee) {
    ServerUnderTest server;
    Client whole(server, "b-full");
    Client masked(server, "b");
    Client also_whole(server, "b-full");
    Client also_masked(server, "b");
    for (Client* client : {&whole, &masked, &also_whole, &also_masked})
        client->events();
    server.pbx().event(channel_ended("leg-5"));
    const auto caller_told = [](Client& client) {
        const auto events = client.events();
        EXPECT_EQ(names(events), Names{"call-changed"});
        return events.at(0).data.at("call").at("from_uri");
    };
    EXPECT_EQ(caller_told(whole), "+390687654321");
    EXPECT_EQ(caller_told(masked), "+390687654***");
    EXPECT_EQ(caller_told(also_whole), "+390687654321");
    EXPECT_EQ(caller_told(also_masked), "+390687654***");

    Client late(server, "b");
    late.events();
    server.pbx().event(channel_ended("live-5"));
    EXPECT_EQ(masked.events().at(0).data.at("seq"), 3);
    EXPECT_EQ(late.events().at(0).data.at("seq"), 2) << "the numbers are each one's own";
}

TEST(LiveStream, ACallThatComesIntoWhatIsSeenBeginsAndOneThatLeavesItEnds) {
    ServerUnderTest server;
    Client cassa(server, "a-1001");
    EXPECT_EQ(cassa.events()[0].data.at("items").as_array().size(), 2U);
    const char* caller = "+393335550000";
    server.pbx().event(channel_created("new", caller, roma_did));
    server.pbx().event(
        phones_wanted("new", caller, "user/1001@chain-a.example,user/1003@chain-a.example"));
    server.pbx().event(phone_rung("other", "new", "1003"));
    EXPECT_EQ(names(cassa.events()), Names()) << "a call that rings others is not theirs";
    server.pbx().event(phone_rung("own", "new", "1001"));
    const auto begun = cassa.events();
    ASSERT_EQ(names(begun), Names{"call-started"});
    const json::value own{{"ext", "1001"}, {"state", "ringing"}};
    EXPECT_EQ(begun[0].data.at("call").at("exts").as_array(), json::array{own});
    server.pbx().event(channel_ended("own"));
    EXPECT_EQ(names(cassa.events()), Names{"call-ended"}) << "though it rings 1003 still";
}

TEST(LiveStream, WhoComesBackIsToldWhatHeMissed) {
    ServerUnderTest server;
    Client gone(server, "a");
    const std::string last_id = gone.events().back().id;
    server.pbx().event(channel_created("one", "+393335550000", roma_did));
    server.pbx().event(channel_created("two", "+393335550001", milano_did));
    server.pbx().event(channel_ended("one"));
    Client back(server, "a", "", last_id);
    const auto told = back.events();
    ASSERT_EQ(names(told), (Names{"resumed", "call-started", "call-started", "call-ended"}));
    for (std::size_t i = 0; i < told.size(); ++i)
        EXPECT_EQ(told[i].data.at("seq"), 1 + static_cast<int>(i));
    Client later(server, "a", "", told[1].id);
    EXPECT_EQ(names(later.events()), (Names{"resumed", "call-started", "call-ended"}));
    Client latest(server, "a", "", told[3].id);
    EXPECT_EQ(names(latest.events()), Names{"resumed"});
    server.pbx().event(channel_ended("two"));
    EXPECT_EQ(names(latest.events()), Names{"call-ended"});
}

TEST(LiveStream, APlaceThatIsNotOfThisViewIsASnapshot) {
    ServerUnderTest server;
    Client gone(server, "a");
    const std::string id = gone.events().back().id;
    for (const auto& [token, query, last_id] :
         {std::tuple<std::string, std::string, std::string>("a-roma", "", id),
          {"b", "", id},
          {"a", "?direction=in", id},
          {"a", "", "x"},
          {"a", "", id + "0"},
          {"a", "", "0" + id},
          {"a", "", "-."},
          {"a", "", "99999999-18446744073709551616." + id.substr(id.rfind('.') + 1)}}) {
        Client client(server, token, query, last_id);
        EXPECT_EQ(names(client.events()), Names{"snapshot"}) << token << query << ' ' << last_id;
    }
}

TEST(LiveStream, WithoutTheLinkThereIsNoListAndNoStreamAndThenEverythingAnew) {
    ServerUnderTest server;
    Client client(server, "a");
    const std::string before = client.events().back().id;
    server.pbx().link_down("gone");
    const auto down = client.events();
    ASSERT_EQ(names(down), Names{"link-down"});
    EXPECT_EQ(down[0].id, "") << "the place stays that of the last change";
    for (const char* accept : {"application/json", "text/event-stream"}) {
        http::Headers headers = server.bearer("a");
        headers.emplace_back("Accept", accept);
        const http::Answer refused = server.get("/api/monitor/active-calls", headers);
        EXPECT_EQ(refused.status, 503);
        EXPECT_TRUE(header_of(refused, "Retry-After"));
        EXPECT_EQ(refused.content_type, "application/problem+json");
        EXPECT_NE(refused.body.find("/problems/live-unavailable"), std::string::npos);
    }
    server.pbx().event(channel_created("unheard", "+393335550000", roma_did));
    EXPECT_EQ(names(client.events()), Names());
    server.pbx().channel_list(no_channels());
    const auto again = client.events();
    ASSERT_EQ(names(again), Names{"snapshot"});
    EXPECT_EQ(again[0].data.at("seq"), 1);
    EXPECT_TRUE(again[0].data.at("items").as_array().empty());
    Client back(server, "a", "", before);
    EXPECT_EQ(names(back.events()), Names{"snapshot"}) << "nobody knows what changed meanwhile";
}

TEST(LiveStream, EndsWithTheTokenAndWithAReload) {
    ServerUnderTest server;
    Client expiring(server, "a");
    expiring.events();
    server.wait_seconds(3600);
    while (!expiring.answer.events->is_over())
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto last = expiring.events();
    ASSERT_EQ(names(last), Names{"closed"});
    EXPECT_EQ(last[0].data.at("reason"), "token_expired");
}

TEST(LiveStream, CanBeClosedForAReason) {
    ServerUnderTest server;
    Client client(server, "a");
    client.events();
    server.streams().close_all("reloaded");
    const auto last = client.events();
    ASSERT_EQ(names(last), Names{"closed"});
    EXPECT_EQ(last[0].data.at("reason"), "reloaded");
    EXPECT_TRUE(client.answer.events->is_over());
}

TEST(LiveStream, AReaderThatIsTooSlowIsToldSoAndDropped) {
    const auto directory = directory::Directory::parse(directory_json()).value();
    api::Visitor visitor;
    visitor.directory = directory;
    visitor.tenant = directory->by_domain("chain-a.example");
    constexpr std::size_t room = 4096;
    api::LiveStream stream(api::LiveView(visitor, {}), "tag", seed_now(),
                           std::make_shared<api::WrittenChange>(), room);
    auto live = std::make_shared<live::LiveCall>();
    live->call.tenant = visitor.tenant->id;
    live->call.id = {"one"};
    const live::Change begun{"place", seed_now(), nullptr, live};
    std::size_t taken = 0;
    for (int i = 0; !stream.is_over(); ++i) {
        ASSERT_LT(i, 100);
        stream.changed(begun);
        // Who takes what has come is not too slow.
        if (i < 50) taken += stream.events()->take().size();
    }
    EXPECT_GT(taken, room);
    EXPECT_EQ(stream.events()->take(), "event: closed\ndata: {\"reason\":\"too_slow\"}\n\n");
}

TEST(LiveStream, IsForbiddenToWhomTheListIs) {
    ServerUnderTest server;
    Client nobody(server, "expired");
    EXPECT_EQ(nobody.answer.status, 401);
    EXPECT_EQ(nobody.answer.events, nullptr);
    Client faulty(server, "a", "?page=2");
    EXPECT_EQ(faulty.answer.status, 400) << "a stream has no pages";
}

TEST(LiveStream, IsAskedForByItsTypeAmongOthers) {
    ServerUnderTest server;
    for (const auto& [accept, is_stream] : {std::pair("text/event-stream", true),
                                            {"TEXT/Event-Stream; q=0.9", true},
                                            {"application/json, text/event-stream", true},
                                            {"application/json", false},
                                            {"text/*", false},
                                            {"text/event-streams", false},
                                            {"", false}}) {
        http::Headers headers = server.bearer("a");
        headers.emplace_back("Accept", accept);
        const http::Answer answer = server.get("/api/monitor/active-calls", headers);
        EXPECT_EQ(answer.status, 200);
        EXPECT_EQ(answer.events != nullptr, is_stream) << accept;
    }
}

}  // namespace
}  // namespace edgvoip::tests
