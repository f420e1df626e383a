#include "edgvoip/simulate/event_socket/dialogue.hpp"

#include <gmock/gmock.h>

namespace edgvoip::simulate {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view accepted = "Content-Type: command/reply\nReply-Text: +OK accepted\n\n";
constexpr std::string_view not_found =
    "Content-Type: command/reply\nReply-Text: -ERR command not found\n\n";
constexpr std::string_view disconnected =
    "Content-Type: text/disconnect-notice\nContent-Length: 67\n\n"
    "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n";

Dialogue dialogue() {
    return {base::Secret("a secret"), [] { return std::string("{\"row_count\": 0}\n"); }};
}

Dialogue known() {
    Dialogue made = dialogue();
    EXPECT_EQ(made.hear("auth a secret\n\n"), accepted);
    return made;
}

TEST(Dialogue, a_client_is_greeted_and_let_in_by_its_password) {
    EXPECT_EQ(Dialogue::greeting(), "Content-Type: auth/request\n\n");
    Dialogue made = dialogue();
    EXPECT_EQ(made.hear("auth a secret\n\n"), accepted);
    EXPECT_FALSE(made.is_over());
}

TEST(Dialogue, a_wrong_password_ends_it) {
    for (const std::string_view wrong :
         {"auth A secret\n\n", "auth a secret \n\n", "auth a secre\n\n", "auth \n\n"}) {
        Dialogue made = dialogue();
        EXPECT_EQ(made.hear(wrong), "Content-Type: command/reply\nReply-Text: -ERR invalid\n\n" +
                                        std::string(disconnected));
        EXPECT_TRUE(made.is_over());
        EXPECT_EQ(made.hear("auth a secret\n\n"), "") << "it is over";
    }
}

TEST(Dialogue, a_stranger_can_do_nothing) {
    for (const std::string_view command :
         {"api show channels as json\n\n", "event json ALL\n\n", "noevents\n\n", "auth\n\n"}) {
        Dialogue made = dialogue();
        EXPECT_EQ(made.hear(command), not_found) << command;
        EXPECT_FALSE(made.wants("CHANNEL_CREATE"));
        EXPECT_EQ(made.hear("auth a secret\n\n"), accepted) << "and may still show who it is";
    }
}

TEST(Dialogue, commands_may_come_in_pieces_or_together) {
    Dialogue made = dialogue();
    std::string said;
    for (const char byte : std::string_view("auth a secret\r\n\r\n\nnoevents\n\nexi"))
        said += made.hear(std::string_view(&byte, 1));
    EXPECT_EQ(said, std::string(accepted) +
                        "Content-Type: command/reply\nReply-Text: -ERR not "
                        "listening for events\n\n");
    EXPECT_FALSE(made.is_over());
    EXPECT_EQ(made.hear("t\n"), "");
    EXPECT_FALSE(made.is_over()) << "there may be headers";
    EXPECT_EQ(made.hear("\nnoevents\n\n"),
              "Content-Type: command/reply\nReply-Text: +OK bye\n\n" + std::string(disconnected));
    EXPECT_TRUE(made.is_over());
}

TEST(Dialogue, headers_of_a_command_are_skipped) {
    Dialogue made = known();
    EXPECT_EQ(made.hear("noevents\nJob-UUID: 1\nX: y\n\n"),
              "Content-Type: command/reply\nReply-Text: -ERR not listening for events\n\n");
}

TEST(Dialogue, a_client_hears_what_it_asked_for) {
    Dialogue made = known();
    EXPECT_FALSE(made.wants("CHANNEL_CREATE"));
    EXPECT_EQ(made.hear("event json CHANNEL_CREATE  HEARTBEAT\n\n"),
              "Content-Type: command/reply\nReply-Text: +OK event listener enabled json\n\n");
    EXPECT_TRUE(made.wants("CHANNEL_CREATE"));
    EXPECT_TRUE(made.wants("HEARTBEAT"));
    EXPECT_FALSE(made.wants("CHANNEL_ANSWER"));
    made.hear("event json CHANNEL_ANSWER\n\n");
    EXPECT_TRUE(made.wants("CHANNEL_CREATE"));
    EXPECT_TRUE(made.wants("CHANNEL_ANSWER"));
    EXPECT_EQ(made.hear("noevents\n\n"),
              "Content-Type: command/reply\nReply-Text: +OK no longer listening for events\n\n");
    EXPECT_FALSE(made.wants("CHANNEL_CREATE"));
    made.hear("event json ALL\n\n");
    EXPECT_TRUE(made.wants("CHANNEL_UNBRIDGE"));
}

TEST(Dialogue, events_are_in_json_and_have_names) {
    for (const std::string_view command :
         {"event json\n\n", "event json  \n\n", "event plain ALL\n\n", "event\n\n"}) {
        Dialogue made = known();
        EXPECT_THAT(made.hear(command),
                    StartsWith("Content-Type: command/reply\nReply-Text: -ERR "));
        EXPECT_FALSE(made.wants("CHANNEL_CREATE"));
    }
}

TEST(Dialogue, an_event_is_framed_by_its_bytes) {
    EXPECT_EQ(Dialogue::event_frame("{\"a\":\"è\"}"),
              "Content-Length: 10\nContent-Type: text/event-json\n\n{\"a\":\"è\"}");
}

TEST(Dialogue, channels_are_shown_as_json) {
    Dialogue made = known();
    EXPECT_EQ(made.hear("api show channels as json\n\n"),
              "Content-Type: api/response\nContent-Length: 17\n\n{\"row_count\": 0}\n");
}

TEST(Dialogue, what_the_pbx_does_not_know_it_says) {
    Dialogue made = known();
    EXPECT_EQ(made.hear("bogus command\n\n"), not_found);
    EXPECT_EQ(made.hear("auth a secret\n\n"), not_found) << "it is known";
    EXPECT_EQ(made.hear("api nosuchapi\n\n"),
              "Content-Type: api/response\nContent-Length: 34\n\n-ERR nosuchapi Command not "
              "found!\n");
    EXPECT_THAT(made.hear("api show nosuch as json\n\n"),
                testing::AllOf(StartsWith("Content-Type: api/response\nContent-Length: 268\n\n"),
                               HasSubstr("-USAGE: codec|endpoint|")));
    EXPECT_FALSE(made.is_over());
}

TEST(Dialogue, a_command_without_end_ends_it) {
    Dialogue made = dialogue();
    const std::string line = "auth " + std::string(1000, 'x') + "\n";
    for (int i = 0; i < 64 && !made.is_over(); ++i)
        EXPECT_EQ(made.hear(line), "");
    EXPECT_FALSE(made.is_over());
    made.hear(line + line);
    EXPECT_TRUE(made.is_over());
}

}  // namespace
}  // namespace edgvoip::simulate
