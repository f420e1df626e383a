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
using testing::HasSubstr;
using testing::StartsWith;

class EventSocketEnds : public EventSocketFixture {};

TEST_F(EventSocketEnds, tells_that_the_password_is_refused) {
    const auto socket = start();
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(recorded_dialogue("02_auth_wrong")));
    ASSERT_TRUE(heard.notes.wait_for("down"));
    EXPECT_THAT(heard.notes.all(), ElementsAre(HasSubstr("refuses the password")));
    EXPECT_FALSE(socket->is_up());
    EXPECT_EQ(socket->counters().refused, 0);
    for (const std::string& note : told.notes.all())
        EXPECT_EQ(note.find(password), std::string::npos) << note;
}

// With pauses that shrink, contrary to their purpose, each shows which one was taken.
TEST_F(EventSocketEnds, waits_as_long_as_it_ever_does_after_a_refused_password) {
    EventSocketOptions with = options();
    with.pause_first = hours(1);
    with.pause_max = milliseconds(1);
    const auto socket = start(std::move(with));
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(pbx.accept().send(recorded_dialogue("02_auth_wrong")));
    EXPECT_EQ(heard.notes.count("down"), 1U) << "the first failure is told, others are not news";
}

TEST_F(EventSocketEnds, tells_that_its_address_is_refused) {
    const auto socket = start();
    ASSERT_TRUE(pbx.accept().send(
        "Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n"));
    ASSERT_TRUE(heard.notes.wait_for("down the PBX refuses this address"));
}

TEST_F(EventSocketEnds, begins_again_after_a_hundred_links_that_ended_anyhow) {
    const auto socket = start();
    const std::string event = event_frame("{}");
    std::size_t links = 0;
    for (int i = 0; i < 100; ++i) {
        PbxConnection client = pbx.accept();
        if (i % 5 == 0) continue;
        if (i % 5 == 1) {
            ASSERT_TRUE(client.send(greeting.substr(0, 10)));
            continue;
        }
        ASSERT_TRUE(client.greet());
        ++links;
        if (i % 5 == 2) continue;
        // Read, so that closing takes nothing of what is sent.
        ASSERT_TRUE(client.command());
        if (i % 5 == 3) {
            ASSERT_TRUE(client.send(event + event.substr(0, event.size() - 1)));
            continue;
        }
        ASSERT_TRUE(client.send("Content-Type: text/disconnect-notice\n\n"));
        EXPECT_FALSE(client.command()) << "it closes by itself";
    }
    PbxConnection client = subscribed_client();
    ASSERT_TRUE(client.send(event_frame("{last}")));
    ASSERT_TRUE(heard.notes.wait_for("event {last}"));
    EXPECT_EQ(heard.notes.all().front().substr(0, 4), "down") << "the first attempt failed";
    // A link that its client had not yet noticed to be up was none.
    EXPECT_LE(heard.notes.count("up"), links + 1);
    EXPECT_EQ(heard.notes.count("down"), heard.notes.count("up")) << "one for each, one at first";
    EXPECT_EQ(heard.notes.count("event {}"), 20U);
    EXPECT_EQ(heard.notes.count("down the PBX closed the connection within a frame"), 20U);
    EXPECT_EQ(heard.notes.count("down the PBX ended the connection"), 20U);
    EXPECT_EQ(socket->counters().connects, 101);
    EXPECT_EQ(socket->counters().links, static_cast<std::int64_t>(heard.notes.count("up")));
}

TEST_F(EventSocketEnds, begins_again_when_frames_are_out_of_step) {
    const auto socket = start();
    for (const std::string_view body : {"\"a\":1}", "{\"a\":1", "", "Content-Type: api/response"}) {
        PbxConnection client = subscribed_client();
        ASSERT_TRUE(client.send(event_frame("{}") + event_frame(body) + event_frame("{}")));
        while (client.command()) {
        }
    }
    ASSERT_TRUE(heard.notes.wait_for("down", 4));
    EXPECT_EQ(heard.notes.count("down an event is no JSON object: the frames are out of step"), 4U);
    EXPECT_EQ(heard.notes.count("event {}"), 4U) << "what follows is not trusted";
    const PbxConnection client = subscribed_client();
    EXPECT_TRUE(heard.notes.wait_for("up", 5));
}

TEST_F(EventSocketEnds, tells_up_and_down_in_turns) {
    const auto socket = start();
    for (int i = 0; i < 5; ++i)
        subscribed_client();
    ASSERT_TRUE(heard.notes.wait_for("down", 5));
    const std::vector<std::string> notes = heard.notes.all();
    for (std::size_t i = 0; i < notes.size(); ++i)
        EXPECT_THAT(notes[i], StartsWith(i % 2 == 0 ? "up" : "down")) << i;
}

TEST_F(EventSocketEnds, waits_for_a_pbx_that_is_not_there_yet) {
    pbx.stop_listening();
    const auto socket = start();
    ASSERT_TRUE(heard.notes.wait_for("down the PBX cannot be reached"));
    pbx.listen_again();
    const PbxConnection client = subscribed_client();
    EXPECT_THAT(heard.notes.all(), ElementsAre(StartsWith("down"), "up"));
    EXPECT_TRUE(socket->is_up());
}

TEST_F(EventSocketEnds, tells_that_a_name_is_not_found) {
    const auto socket = start(options_for("pbx.invalid:8021"));
    EXPECT_TRUE(heard.notes.wait_for("down the PBX's name is not found"));
}

TEST_F(EventSocketEnds, gives_a_silent_link_up) {
    EventSocketOptions with = options();
    with.silence_max = milliseconds(50);
    const auto socket = start(std::move(with));
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(greeting) && client.command() && client.send(accepted));
    ASSERT_TRUE(client.command());
    ASSERT_TRUE(client.send(std::string(subscribed) + response_frame("{}")));
    EXPECT_TRUE(heard.notes.wait_for("down the PBX did not send anything in time"));
    EXPECT_EQ(client.command(), list_command);
    EXPECT_TRUE(client.ends_here());
    subscribed_client();
}

TEST_F(EventSocketEnds, gives_a_link_up_whose_list_does_not_come) {
    EventSocketOptions with = options();
    with.silence_max = milliseconds(500);
    const auto socket = start(std::move(with));
    PbxConnection client = subscribed_client();
    while (client.send(event_frame("{}")))
        std::this_thread::sleep_for(milliseconds(5));
    EXPECT_TRUE(heard.notes.wait_for("down the PBX did not send"));
    EXPECT_EQ(heard.notes.count("list"), 0U);
}

TEST_F(EventSocketEnds, tells_what_a_pbx_that_hangs_did_not_say) {
    EventSocketOptions with = options();
    with.connect_time_max = milliseconds(100);
    const auto socket = start(std::move(with));
    for (const auto& [said, missing] : std::vector<std::pair<std::string, std::string>>{
             {"", "its greeting"},
             {std::string(greeting), "its answer to the password"},
             {std::string(greeting) + std::string(accepted), "its answer to the subscription"}}) {
        const std::string reason = "event_socket_down the PBX did not send " + missing + " in time";
        // On a machine with much to do the time may be over before that was said.
        for (int i = 0; i < 100 && told.notes.count(reason) == 0; ++i) {
            PbxConnection client = pbx.accept();
            client.send(said);
            while (client.command()) {
            }
        }
        EXPECT_EQ(told.notes.count(reason), 1U) << reason;
    }
}

TEST_F(EventSocketEnds, begins_again_after_what_is_no_event_socket) {
    const auto socket = start();
    for (const std::string& bytes :
         {std::string("HTTP/1.1 400 Bad Request\r\n\r\n\n\n"), std::string(20'000, 'x'),
          std::string("Content-Type: auth/request\nContent-Length: 99999999999\n\n"),
          std::string("Content-Type: text/html\n\n"), std::string(greeting) + std::string(greeting),
          std::string(accepted), std::string("Content-Type: api/response\n\n")}) {
        PbxConnection client = pbx.accept();
        ASSERT_TRUE(client.send(bytes));
        while (client.command()) {
        }
    }
    const PbxConnection client = subscribed_client();
    EXPECT_EQ(socket->counters().refused, 7);
    EXPECT_EQ(socket->counters().links, 1);
}

TEST_F(EventSocketEnds, ends_a_link_whose_pbx_answers_what_nobody_asked) {
    const auto socket = start();
    for (const std::string& bytes :
         {response_frame("{}") + response_frame("{}"), std::string(accepted), std::string(greeting),
          std::string("nonsense\n\n")}) {
        PbxConnection client = subscribed_client();
        ASSERT_TRUE(client.send(bytes));
        while (client.command()) {
        }
    }
    EXPECT_TRUE(heard.notes.wait_for("down", 4));
    EXPECT_EQ(socket->counters().refused, 4);
}

TEST_F(EventSocketEnds, begins_again_when_a_subscription_is_refused) {
    const auto socket = start();
    {
        PbxConnection client = pbx.accept();
        ASSERT_TRUE(client.send(greeting) && client.command() && client.send(accepted) &&
                    client.command());
        ASSERT_TRUE(client.send("Content-Type: command/reply\nReply-Text: -ERR no keywords\n\n"));
        while (client.command()) {
        }
    }
    const PbxConnection client = subscribed_client();
    EXPECT_THAT(heard.notes.all(), ElementsAre(HasSubstr("refuses to tell its events"), "up"));
}

TEST_F(EventSocketEnds, does_not_take_a_slow_reader_for_a_silent_pbx) {
    std::promise<void> going_on;
    WaitingReader slow;
    slow.may_go_on = going_on.get_future().share();
    EventSocketOptions with = options();
    with.silence_max = milliseconds(1'000);
    const auto socket = EventSocket::start(std::move(with), slow, told).value();
    PbxConnection client = pbx.accept();
    ASSERT_TRUE(client.send(std::string(greeting) + std::string(accepted) +
                            std::string(subscribed) + response_frame("{}") + event_frame("{1}")));
    ASSERT_TRUE(slow.notes.wait_for("list"));
    std::this_thread::sleep_for(milliseconds(1'200));
    going_on.set_value();
    ASSERT_TRUE(slow.notes.wait_for("event {1}"));
    std::this_thread::sleep_for(milliseconds(100));  // here the link would be given up
    ASSERT_TRUE(client.send(event_frame("{2}")));
    ASSERT_TRUE(slow.notes.wait_for("event {2}"));
    EXPECT_THAT(slow.notes.all(), ElementsAre("up", "list {}", "event {1}", "event {2}"));
}

/// Throws at the first event, which it must not.
class FaultyReader final : public HeardEvents {
public:
    void event(std::string_view json) override {
        HeardEvents::event(json);
        if (notes.count("event") == 1) throw std::runtime_error("a fault");
    }
};

TEST_F(EventSocketEnds, begins_again_after_a_fault_of_its_own) {
    FaultyReader faulty;
    const auto socket = EventSocket::start(options(), faulty, told).value();
    {
        PbxConnection client = subscribed_client();
        ASSERT_TRUE(client.send(event_frame("{1}")));
        while (client.command()) {
        }
    }
    PbxConnection client = subscribed_client();
    ASSERT_TRUE(client.send(event_frame("{2}")));
    ASSERT_TRUE(faulty.notes.wait_for("event {2}"));
    EXPECT_THAT(faulty.notes.all(),
                ElementsAre("up", "event {1}", StartsWith("down a fault"), "up", "event {2}"));
    EXPECT_EQ(told.notes.count("event_socket_fault a fault"), 1U);
}

TEST_F(EventSocketEnds, tells_people_a_reason_once_while_it_stays_the_same) {
    const auto socket = start();
    for (int i = 0; i < 5; ++i)
        pbx.accept();
    {
        PbxConnection client = pbx.accept();
        ASSERT_TRUE(client.send(recorded_dialogue("02_auth_wrong")));
    }
    ASSERT_TRUE(told.notes.wait_for("event_socket_down the PBX refuses the password"));
    EXPECT_THAT(told.notes.all(),
                ElementsAre("event_socket_down the PBX closed the connection",
                            StartsWith("event_socket_down the PBX refuses the password")));
}

}  // namespace
}  // namespace edgvoip::source::freeswitch
