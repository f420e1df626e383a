#include "edgvoip/source/freeswitch/event_socket.hpp"

#include "event_socket_fixture.hpp"
#include "recorded_dialogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace edgvoip::source::freeswitch {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::StartsWith;

class EventSocketTest : public EventSocketFixture {};

TEST_F(EventSocketTest, says_its_lines_in_their_order_and_nothing_else) {
    auto socket = start();
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(greeting));
    EXPECT_EQ(client.command(), "auth ClueCon");
    EXPECT_FALSE(socket->is_up());
    ASSERT_TRUE(client.send(accepted));
    EXPECT_EQ(client.command(),
              "event json CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_ANSWER "
              "CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_EXECUTE "
              "CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY HEARTBEAT");
    EXPECT_FALSE(socket->is_up());
    ASSERT_TRUE(client.send(subscribed));
    EXPECT_EQ(client.command(), list_command);
    ASSERT_TRUE(client.send(response_frame("{\"row_count\": 0}\n") + event_frame("{}")));
    ASSERT_TRUE(heard.notes.wait_for("event"));
    EXPECT_TRUE(socket->is_up());
    socket.reset();
    EXPECT_EQ(client.command(), "exit");
    EXPECT_TRUE(client.ends_here());
    EXPECT_THAT(heard.notes.all(), ElementsAre("up", "list {\"row_count\": 0}\n", "event {}"));
    EXPECT_THAT(told.notes.all(), ElementsAre("event_socket_up"));
}

TEST_F(EventSocketTest, says_no_list_and_no_link_before_its_subscription_is_confirmed) {
    const auto socket = start();
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(greeting) && client.command() && client.send(accepted));
    ASSERT_TRUE(client.command());
    ASSERT_TRUE(client.send(event_frame("{1}") + std::string(subscribed) + event_frame("{2}")));
    ASSERT_TRUE(heard.notes.wait_for("event"));
    EXPECT_THAT(heard.notes.all(), ElementsAre("up", "event {2}"));
}

TEST_F(EventSocketTest, hears_a_recording_whole_in_few_pieces) {
    const std::string bytes = recorded_dialogue("05_events_json_four_kinds");
    const auto socket = start();
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(bytes));
    const std::size_t events = times("text/event-json", bytes);
    ASSERT_TRUE(heard.notes.wait_for("event", events));
    EXPECT_EQ(heard.notes.count("event {\"Event-Name\":\"CHANNEL_"), events);
    const EventSocket::Counters counters = socket->counters();
    EXPECT_EQ(counters.events, static_cast<std::int64_t>(events));
    EXPECT_EQ(counters.frames, static_cast<std::int64_t>(times("Content-Type: ", bytes)));
    EXPECT_EQ(counters.bytes, static_cast<std::int64_t>(bytes.size()));
    EXPECT_EQ(counters.connects, 1);
    EXPECT_EQ(counters.links, 1);
    EXPECT_EQ(counters.refused, 0);
}

TEST_F(EventSocketTest, hears_a_recording_whole_byte_by_byte) {
    const std::string bytes = recorded_dialogue("05_events_json_four_kinds").substr(0, 60'000);
    const std::string list = recorded_dialogue("10_live_show_ringing");
    const std::size_t list_begin = list.find("{\"row_count\":21");
    const std::string_view rows = std::string_view(list).substr(list_begin, 20'936);

    const auto socket = start();
    PbxConnection client = pbx.accept();
    const std::size_t whole = bytes.rfind("Content-Length: ");
    ASSERT_TRUE(client.send_byte_by_byte(bytes.substr(0, whole)));
    ASSERT_TRUE(client.send_byte_by_byte(response_frame(rows)));
    ASSERT_TRUE(heard.notes.wait_for("list"));
    EXPECT_EQ(heard.notes.all().back(), "list " + std::string(rows));
    EXPECT_EQ(heard.notes.count("event {"), times("text/event-json", bytes.substr(0, whole)));
}

TEST_F(EventSocketTest, asks_again_when_there_is_no_list) {
    EventSocketOptions with = options();
    with.second_list = milliseconds(1);
    with.list_every = milliseconds(1);
    const auto socket = start(std::move(with));
    PbxConnection client = subscribed_client();
    ASSERT_TRUE(client.send(response_frame("-USAGE: codec|endpoint\nmore")));
    EXPECT_EQ(client.command(), list_command);
    ASSERT_TRUE(client.send(response_frame("-ERR show Command not found!\n")));
    EXPECT_EQ(client.command(), list_command);
    ASSERT_TRUE(client.send(response_frame("{}")));
    EXPECT_EQ(client.command(), list_command) << "and on and on";
    EXPECT_THAT(heard.notes.all(), ElementsAre("up", "list {}"));
    EXPECT_THAT(told.notes.all(),
                ElementsAre("event_socket_up", "event_socket_list_refused -USAGE: codec|endpoint",
                            "event_socket_list_refused -ERR show Command not found!"));
    EXPECT_EQ(socket->counters().lists_refused, 2);
    EXPECT_EQ(socket->counters().lists, 1);
}

TEST_F(EventSocketTest, asks_for_no_list_while_one_is_awaited) {
    EventSocketOptions with = options();
    with.second_list = milliseconds(1);
    with.list_every = milliseconds(1);
    auto socket = start(std::move(with));
    PbxConnection client = subscribed_client();
    std::this_thread::sleep_for(milliseconds(20));  // many turns
    socket.reset();
    EXPECT_EQ(client.command(), "exit");
}

TEST_F(EventSocketTest, finds_a_pbx_by_its_name) {
    const auto socket = start(options_for("localhost:" + std::to_string(pbx.port())));
    const PbxConnection client = subscribed_client();
    EXPECT_THAT(heard.notes.all(), ElementsAre("up"));
}

TEST_F(EventSocketTest, passes_over_frames_that_it_did_not_ask_for) {
    const auto socket = start();
    PbxConnection client = subscribed_client();
    ASSERT_TRUE(
        client.send("Content-Type: log/data\nContent-Length: 2\n\nhi" + event_frame("{after it}")));
    EXPECT_TRUE(heard.notes.wait_for("event {after it}"));
}

TEST_F(EventSocketTest, hears_a_flood_in_its_order) {
    const auto socket = start();
    PbxConnection client = subscribed_client();
    const std::string filling = std::string(10'000, 'x') + "}";
    for (int i = 0; i < 5'000; ++i)
        ASSERT_TRUE(client.send(event_frame("{" + std::to_string(i) + " " + filling)));
    ASSERT_TRUE(heard.notes.wait_for("event", 5'000));
    const std::vector<std::string> notes = heard.notes.all();
    for (std::size_t i = 0; i < 5'000; ++i) {
        const std::string& note = notes[i + 1];
        ASSERT_THAT(note.substr(0, 20), StartsWith("event {" + std::to_string(i) + " "));
        ASSERT_EQ(note.size(), 8 + std::to_string(i).size() + filling.size());
    }
}

TEST_F(EventSocketTest, lets_the_pbx_wait_for_a_slow_reader) {
    std::promise<void> going_on;
    WaitingReader slow;
    slow.may_go_on = going_on.get_future().share();
    const auto socket = EventSocket::start(options(), slow, told).value();
    PbxConnection client = subscribed_client();
    const std::size_t count = 8'000;
    const std::string event = event_frame("{" + std::string(10'000, 'x') + "}");
    std::string bytes = response_frame("{}");
    for (std::size_t i = 0; i < count; ++i)
        bytes += event;
    const std::size_t went = client.send_until_it_waits(bytes);
    EXPECT_LT(went, bytes.size() / 2) << "only the kernel's buffers are filled";
    going_on.set_value();
    ASSERT_TRUE(client.send(std::string_view(bytes).substr(went)));
    EXPECT_TRUE(slow.notes.wait_for("event", count));
    EXPECT_EQ(socket->counters().links, 1);
}

TEST_F(EventSocketTest, stops_whatever_it_is_doing) {
    start();  // connecting
    {
        EventSocketOptions with = options();
        with.pause_first = with.pause_max = hours(1);
        pbx.stop_listening();
        const auto waiting = start(std::move(with));
        ASSERT_TRUE(heard.notes.wait_for("down"));
        pbx.listen_again();
    }
    {
        const auto greeted = start();
        PbxConnection client = pbx.accept();
        ASSERT_TRUE(client.send(greeting) && client.command());
    }
    start(options_for("pbx.invalid:8021"));  // looking up
    EXPECT_EQ(heard.notes.count("up"), 0U);
}

TEST_F(EventSocketTest, stops_in_a_flood) {
    auto socket = start();
    PbxConnection client = subscribed_client();
    std::string many;
    for (int i = 0; i < 10'000; ++i)
        many += event_frame("{}");
    std::thread flood([&client, &many] {
        while (client.send(many)) {
        }
    });
    ASSERT_TRUE(heard.notes.wait_for("event", 1'000));
    socket.reset();
    const std::size_t count = heard.notes.all().size();
    flood.join();
    EXPECT_EQ(heard.notes.all().size(), count) << "nothing is told after the stop";
    EXPECT_EQ(heard.notes.count("down"), 0U) << "nor of it";
}

/// Takes its time for each event.
class LeisurelyReader final : public HeardEvents {
public:
    void event(std::string_view json) override {
        HeardEvents::event(json);
        std::this_thread::sleep_for(milliseconds(5));
    }
};

TEST_F(EventSocketTest, stops_between_two_events_that_it_has_read) {
    LeisurelyReader leisurely;
    auto socket = EventSocket::start(options(), leisurely, told).value();
    PbxConnection client = subscribed_client();
    std::string many;
    for (int i = 0; i < 1'000; ++i)
        many += event_frame("{}");
    ASSERT_TRUE(client.send(many));
    ASSERT_TRUE(leisurely.notes.wait_for("event"));
    socket.reset();
    EXPECT_LT(leisurely.notes.count("event"), 900U);
}

}  // namespace
}  // namespace edgvoip::source::freeswitch
