#include "edgvoip/simulate/event_socket/server.hpp"

#include <gmock/gmock.h>

#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace edgvoip::simulate {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr std::chrono::milliseconds a_moment(1);
constexpr int patience = 20'000;  // moments

/// A client on a real socket; the server gets its time while the client waits.
class Guest {
public:
    explicit Guest(EventSocketServer& server) : server_(server) {
        const std::string address = server.address();
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        to.sin_port =
            htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
    }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;
    ~Guest() { ::close(socket_); }

    void say(std::string_view text) {
        EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL), std::ssize(text));
    }

    /// All that is heard until it ends so, or the server has closed.
    std::string hear_until(std::string_view end) {
        std::string heard;
        for (int i = 0; i < patience && !heard.ends_with(end) && !is_closed_; ++i) {
            server_.serve_for(a_moment);
            heard += read();
        }
        return heard;
    }

    /// All that is heard until the server closes.
    std::string hear_all() {
        std::string heard;
        for (int i = 0; i < patience && !is_closed_; ++i) {
            server_.serve_for(a_moment);
            heard += read();
        }
        return heard;
    }

    bool is_closed() const { return is_closed_; }

private:
    std::string read() {
        std::string heard;
        std::array<char, 65'536> bytes{};
        for (;;) {
            const ssize_t size = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
            if (size == 0 || (size < 0 && errno == ECONNRESET)) is_closed_ = true;
            if (size <= 0) return heard;
            heard.append(bytes.data(), static_cast<std::size_t>(size));
        }
    }

    EventSocketServer& server_;
    int socket_ = -1;
    bool is_closed_ = false;
};

std::unique_ptr<EventSocketServer> listening(std::size_t unsent_max = 8U << 20) {
    auto server = EventSocketServer::listen(
        {.address = "127.0.0.1:0", .password = base::Secret("ClueCon"), .unsent_max = unsent_max},
        [] { return std::string("{\"row_count\": 0}\n"); });
    EXPECT_TRUE(server) << server.error().detail;
    return std::move(*server);
}

void let_in(Guest& guest) {
    EXPECT_EQ(guest.hear_until("auth/request\n\n"), "Content-Type: auth/request\n\n");
    guest.say("auth ClueCon\n\n");
    EXPECT_THAT(guest.hear_until("accepted\n\n"), HasSubstr("+OK accepted"));
}

TEST(EventSocket, a_client_that_knows_the_password_hears_what_it_asked_for) {
    const auto server = listening();
    Guest guest(*server);
    let_in(guest);
    EXPECT_FALSE(server->wants("CHANNEL_CREATE"));
    guest.say("event json CHANNEL_CREATE HEARTBEAT\n\n");
    EXPECT_THAT(guest.hear_until("json\n\n"), HasSubstr("+OK event listener enabled json"));
    EXPECT_TRUE(server->wants("CHANNEL_CREATE"));
    EXPECT_FALSE(server->wants("CHANNEL_ANSWER"));
    server->event("CHANNEL_ANSWER", "{\"not\":\"for it\"}");
    server->event("CHANNEL_CREATE", "{\"for\":\"it\"}");
    EXPECT_EQ(guest.hear_until("}"),
              "Content-Length: 12\nContent-Type: text/event-json\n\n{\"for\":\"it\"}");
    guest.say("api show channels as json\n\n");
    EXPECT_EQ(guest.hear_until("}\n"),
              "Content-Type: api/response\nContent-Length: 17\n\n{\"row_count\": 0}\n");
}

TEST(EventSocket, half_a_command_waits_for_its_other_half) {
    const auto server = listening();
    Guest guest(*server);
    guest.hear_until("auth/request\n\n");
    for (const std::string_view piece : {"au", "th Clue", "Con", "\n"}) {
        guest.say(piece);
        server->serve_for(5 * a_moment);
    }
    guest.say("\nexit\n\n");
    const std::string heard = guest.hear_all();
    EXPECT_THAT(heard,
                HasSubstr("+OK accepted\n\nContent-Type: command/reply\nReply-Text: +OK bye"));
    EXPECT_THAT(heard, EndsWith("cluecon.com/\n"));
    EXPECT_TRUE(guest.is_closed());
}

TEST(EventSocket, a_wrong_password_is_told_and_the_connection_closed) {
    const auto server = listening();
    Guest guest(*server);
    guest.hear_until("auth/request\n\n");
    guest.say("auth wrong\n\nevent json ALL\n\n");
    EXPECT_EQ(guest.hear_all(),
              "Content-Type: command/reply\nReply-Text: -ERR invalid\n\n"
              "Content-Type: text/disconnect-notice\nContent-Length: 67\n\n"
              "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n");
    EXPECT_TRUE(guest.is_closed());
    EXPECT_FALSE(server->wants("CHANNEL_CREATE"));
}

TEST(EventSocket, many_clients_hear_the_same_and_one_that_goes_is_forgotten) {
    const auto server = listening();
    Guest first(*server);
    let_in(first);
    first.say("event json HEARTBEAT\n\n");
    first.hear_until("json\n\n");
    {
        Guest second(*server);
        let_in(second);
        second.say("event json ALL\n\n");
        second.hear_until("json\n\n");
        server->event("HEARTBEAT", "{}");
        EXPECT_THAT(second.hear_until("{}"), EndsWith("{}"));
        EXPECT_TRUE(server->wants("CHANNEL_CREATE"));
    }
    for (int i = 0; i < patience && server->wants("CHANNEL_CREATE"); ++i)
        server->serve_for(a_moment);
    EXPECT_FALSE(server->wants("CHANNEL_CREATE"));
    EXPECT_THAT(first.hear_until("{}"), EndsWith("{}"));
    server->event("HEARTBEAT", "{}");
    EXPECT_THAT(first.hear_until("{}"), EndsWith("{}"));
}

TEST(EventSocket, a_client_that_does_not_read_is_dropped_and_others_go_on) {
    const auto server = listening(1U << 20);
    Guest lazy(*server);
    let_in(lazy);
    lazy.say("event json CHANNEL_CREATE\n\n");
    lazy.hear_until("json\n\n");
    Guest other(*server);
    let_in(other);
    other.say("event json HEARTBEAT\n\n");
    other.hear_until("json\n\n");
    const std::string large = "{\"x\":\"" + std::string(100'000, 'x') + "\"}";
    // What the kernel keeps for it is bounded, too.
    for (int i = 0; i < 1000 && server->wants("CHANNEL_CREATE"); ++i) {
        server->event("CHANNEL_CREATE", large);
        server->serve_for(a_moment);
    }
    EXPECT_FALSE(server->wants("CHANNEL_CREATE"));
    server->event("HEARTBEAT", "{}");
    EXPECT_THAT(other.hear_until("{}"), EndsWith("{}"));
    lazy.hear_all();
    EXPECT_TRUE(lazy.is_closed());
}

TEST(EventSocket, it_listens_on_loopback_addresses_unless_told_otherwise) {
    const auto fault = [](const std::string& address, bool loopback_only) {
        const auto server = EventSocketServer::listen(
            {.address = address, .password = base::Secret("x"), .loopback_only = loopback_only},
            [] { return std::string(); });
        return server ? std::optional<base::Fault>() : server.error().fault;
    };
    EXPECT_EQ(fault("127.0.0.1:0", true), std::nullopt);
    EXPECT_EQ(fault("127.0.0.2:0", true), std::nullopt);
    EXPECT_EQ(fault("0.0.0.0:0", true), base::Fault::invalid);
    EXPECT_EQ(fault("0.0.0.0:0", false), std::nullopt);
    for (const char* wrong : {"", "127.0.0.1", "localhost:8021", "127.0.0.1:", "127.0.0.1:x",
                              "127.0.0.1:99999", "127.0.0.1:80 ", ":8021"}) {
        EXPECT_EQ(fault(wrong, false), base::Fault::invalid) << wrong;
    }
}

TEST(EventSocket, an_address_that_is_taken_is_told) {
    const auto first = listening();
    const auto second = EventSocketServer::listen(
        {.address = first->address(), .password = base::Secret("x")}, [] { return std::string(); });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, base::Fault::unavailable);
    EXPECT_THAT(second.error().detail, HasSubstr(first->address()));
}

}  // namespace
}  // namespace edgvoip::simulate
