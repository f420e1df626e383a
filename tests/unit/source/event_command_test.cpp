#include "edgvoip/source/freeswitch/event_command.hpp"

#include "edgvoip/source/freeswitch/event_socket.hpp"
#include "edgvoip/source/freeswitch/event_socket_pauses.hpp"
#include "heard_events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::source::freeswitch {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::string_view said(const base::Secret& line) {
    return line.reveal();
}

TEST(EventCommand, is_one_line_and_an_empty_one) {
    const base::Secret password(std::string("a b:c"));
    EXPECT_EQ(said(line_of(EventCommand::authenticate, password)), "auth a b:c\n\n");
    EXPECT_EQ(said(line_of(EventCommand::list_channels, password)),
              "api show channels as json\n\n");
    EXPECT_EQ(said(line_of(EventCommand::leave, password)), "exit\n\n");
    for (const EventCommand command : {EventCommand::authenticate, EventCommand::subscribe,
                                       EventCommand::list_channels, EventCommand::leave}) {
        const base::Secret line = line_of(command, password);
        EXPECT_EQ(said(line).find('\n'), said(line).size() - 2);
    }
}

/// Why a socket cannot be started so.
base::Error refusal(const std::string& address, const std::string& password) {
    HeardEvents reader;
    const auto observer = base::make_silent_observer();
    EventSocketOptions options;
    options.address = address;
    options.password = base::Secret(password);
    const auto socket = EventSocket::start(std::move(options), reader, *observer);
    return socket ? base::Error{} : socket.error();
}

TEST(EventSocketStart, refuses_passwords_that_would_say_more_than_one_line) {
    for (const std::string& password : {std::string(), std::string("a\nb"), std::string("a\r"),
                                        std::string("\n\n"), std::string("a\0b", 3)}) {
        const base::Error error = refusal("127.0.0.1:8021", password);
        EXPECT_EQ(error.fault, base::Fault::invalid) << testing::PrintToString(password);
        EXPECT_THAT(error.detail, testing::HasSubstr("password"));
    }
}

TEST(EventSocketStart, refuses_what_is_no_address) {
    for (const char* const address : {"",
                                      ":",
                                      ":8021",
                                      "pbx",
                                      "pbx:",
                                      "pbx:0",
                                      "pbx:65536",
                                      "pbx:-1",
                                      "pbx:+1",
                                      "pbx:80x",
                                      "pbx: 80",
                                      "p bx:8021",
                                      "user@pbx:8021",
                                      "http://pbx:8021",
                                      "::1:8021",
                                      "[::1]",
                                      "[::1]8021",
                                      "[pbx]:8021",
                                      "[]:8021",
                                      "[::1:8021",
                                      "::1]:8021",
                                      "pb\nx:8021"}) {
        const base::Error error = refusal(address, "a");
        EXPECT_EQ(error.fault, base::Fault::invalid) << address;
        EXPECT_THAT(error.detail, testing::HasSubstr("address")) << address;
    }
    EXPECT_EQ(refusal(std::string(254, 'a') + ":8021", "a").fault, base::Fault::invalid);
}

TEST(EventSocketStart, takes_names_and_addresses_of_both_kinds) {
    for (const char* const address :
         {"127.0.0.1:1", "[::1]:1", "pbx.invalid:8021", "pbx-1_a.invalid:65535"}) {
        EXPECT_EQ(refusal(address, "a"), base::Error{}) << address;
    }
}

void expect_pause(milliseconds pause, milliseconds least) {
    EXPECT_GE(pause, least);
    EXPECT_LE(pause, least + least / 4);
}

TEST(EventSocketPauses, double_with_each_failure_up_to_the_longest) {
    EventSocketPauses pauses(milliseconds(500), seconds(10), 1);
    for (const int least : {500, 1'000, 2'000, 4'000, 8'000, 10'000, 10'000, 10'000})
        expect_pause(pauses.after_link(seconds(0)), milliseconds(least));
}

TEST(EventSocketPauses, are_short_again_after_a_link_that_lasted) {
    EventSocketPauses pauses(milliseconds(500), seconds(10), 1);
    for (int i = 0; i < 10; ++i)
        pauses.after_link(seconds(0));
    expect_pause(pauses.after_link(milliseconds(9'999)), seconds(10));
    expect_pause(pauses.after_link(seconds(10)), milliseconds(500));
    expect_pause(pauses.after_link(seconds(0)), milliseconds(1'000));
}

TEST(EventSocketPauses, are_long_at_once_after_a_refusal) {
    EventSocketPauses pauses(milliseconds(500), seconds(10), 1);
    expect_pause(pauses.after_refusal(), seconds(10));
    expect_pause(pauses.after_link(seconds(0)), seconds(10));
}

TEST(EventSocketPauses, of_two_clients_differ) {
    EventSocketPauses one(seconds(100), seconds(100), 1);
    EventSocketPauses other(seconds(100), seconds(100), 2);
    int differ = 0;
    for (int i = 0; i < 10; ++i)
        differ += one.after_link(seconds(0)) != other.after_link(seconds(0)) ? 1 : 0;
    EXPECT_GT(differ, 5);
}

}  // namespace
}  // namespace edgvoip::source::freeswitch
