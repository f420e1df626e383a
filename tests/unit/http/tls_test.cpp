#include "http/server.hpp"
#include "tls_wire.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

/// A server under TLS, and what it tells.
class Tls : public testing::Test {
protected:
    ServerOptions options() {
        ServerOptions made;
        made.threads = 2;
        made.observer = &events;
        made.linger_time_max = milliseconds(20);
        made.tls = identity.files();
        return made;
    }

    static std::string answer_to(TlsWire& wire, std::string_view path) {
        return wire.send(get(path)) ? wire.read_answer() : "not sent";
    }

    static Answer echo_path(const Request& request) {
        Answer answer;
        answer.body = request.path;
        return answer;
    }

    base::Error error_with(const TlsFiles& files) {
        ServerOptions wrong = options();
        wrong.tls = files;
        const auto server = Server::start(wrong, echo_path);
        return server ? base::Error{} : server.error();
    }

    MadeIdentity identity{"first.example"};
    KeptEvents events;
};

TEST_F(Tls, answers_one_request_after_the_other_on_one_connection) {
    const auto server = started(options(), echo_path);
    TlsWire wire(server->port());
    for (const char* path : {"/a", "/b", "/c"}) {
        EXPECT_THAT(answer_to(wire, path),
                    AllOf(StartsWith("HTTP/1.1 200 "), EndsWith(path),
                          HasSubstr("\r\nStrict-Transport-Security: max-age=31536000\r\n")));
    }
    ASSERT_TRUE(wire.send(get("/last", "Connection: close\r\n") + get("/never")));
    EXPECT_THAT(wire.read_answer(), EndsWith("/last"));
    EXPECT_TRUE(wire.ends_here());
    EXPECT_TRUE(wire.ended_well()) << "the end is said, so that nobody can cut it short unseen";
}

TEST_F(Tls, is_promised_to_nobody_who_came_without) {
    ServerOptions plain = options();
    plain.tls.reset();
    const auto server = started(plain, echo_path);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    EXPECT_EQ(wire.read_answer().value_or(RawAnswer{}).field("Strict-Transport-Security"),
              std::nullopt);
    EXPECT_TRUE(server->reload_tls()) << "there is nothing to do";
}

TEST_F(Tls, is_of_version_1_2_or_1_3) {
    const auto server = started(options(), echo_path);
    TlsWire older(server->port(), {.version_max = TLS1_2_VERSION});
    EXPECT_EQ(older.version(), "TLSv1.2");
    EXPECT_THAT(answer_to(older, "/a"), EndsWith("/a"));
    TlsWire newer(server->port(), {.version_min = TLS1_3_VERSION});
    EXPECT_EQ(newer.version(), "TLSv1.3");
    EXPECT_THAT(answer_to(newer, "/a"), EndsWith("/a"));
    EXPECT_EQ(TlsWire(server->port()).version(), "TLSv1.3");
    const TlsWire old(server->port(), {.version_min = TLS1_VERSION, .version_max = TLS1_1_VERSION});
    EXPECT_FALSE(old.is_agreed());
}

TEST_F(Tls, agrees_upon_http_1_1_and_no_other_protocol) {
    const auto server = started(options(), echo_path);
    EXPECT_EQ(TlsWire(server->port(), {.protocol = "http/1.1"}).protocol(), "http/1.1");
    EXPECT_FALSE(TlsWire(server->port(), {.protocol = "h2"}).is_agreed());
}

TEST_F(Tls, is_not_negotiated_again) {
    const auto server = started(options(), echo_path);
    TlsWire wire(server->port(), {.version_max = TLS1_2_VERSION});
    ASSERT_TRUE(wire.is_agreed());
    EXPECT_FALSE(wire.renegotiates());
}

TEST_F(Tls, brings_a_large_answer_whole) {
    std::string large(20 * 1024 * 1024, 'x');
    for (std::size_t i = 0; i < large.size(); i += 1000)
        large[i] = static_cast<char>('a' + i % 26);
    const auto server = started(options(), [&](const Request&) {
        Answer answer;
        answer.body = large;
        return answer;
    });
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    const std::string answer = wire.read_answer();
    ASSERT_GT(answer.size(), large.size());
    EXPECT_TRUE(answer.ends_with(large));
}

TEST_F(Tls, an_answer_survives_a_body_that_nobody_reads) {
    ServerOptions patient = options();
    patient.linger_time_max = std::chrono::seconds(60);
    const auto server = started(patient, echo_path);
    TlsWire wire(server->port());
    const std::string body(4 * 1024 * 1024, 'b');
    wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
    EXPECT_THAT(wire.read_answer(), StartsWith("HTTP/1.1 200 "));
    EXPECT_TRUE(wire.ends_here());
    EXPECT_TRUE(wire.ended_well());
}

TEST_F(Tls, closes_a_connection_that_speaks_plain_http) {
    const auto server = started(options(), echo_path);
    Wire plain(server->port());
    ASSERT_TRUE(plain.send(get("/")));
    EXPECT_THAT(plain.read_to_end(), testing::Not(HasSubstr("HTTP/1.1")));
    EXPECT_TRUE(events.wait_for("http_handshake_failed", 1));
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(get("/a")));
    EXPECT_THAT(wire.read_answer(), EndsWith("/a"));
}

TEST_F(Tls, cuts_a_client_that_never_ends_the_handshake) {
    ServerOptions impatient = options();
    impatient.handshake_time_max = milliseconds(50);
    const auto server = started(impatient, echo_path);
    Wire silent(server->port());
    Wire begun(server->port());
    ASSERT_TRUE(begun.send("\x16\x03\x01\x02"));  // of a record that does not go on
    EXPECT_TRUE(silent.ends_here());
    EXPECT_TRUE(begun.ends_here());
    EXPECT_TRUE(events.wait_for("http_handshake_failed what=it took too long", 2));
}

TEST_F(Tls, cuts_a_client_that_does_not_read) {
    ServerOptions impatient = options();
    impatient.write_time_max = milliseconds(50);
    impatient.drain_time_max = std::chrono::hours(1);
    std::promise<void> entered;
    const auto server = started(impatient, [&](const Request&) {
        entered.set_value();
        Answer answer;
        answer.body.assign(64 * 1024 * 1024, 'x');
        return answer;
    });
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(get("/")));
    entered.get_future().wait();
    server->stop();  // returns once the connection is cut
    EXPECT_LT(wire.read_answer().size(), std::size_t{64} * 1024 * 1024);
}

TEST_F(Tls, a_reload_changes_the_certificate_while_an_old_connection_goes_on) {
    const auto server = started(options(), echo_path);
    TlsWire old(server->port());
    EXPECT_EQ(old.certificate_name(), "first.example");
    identity.make("second.example");
    ASSERT_TRUE(server->reload_tls());
    EXPECT_EQ(TlsWire(server->port()).certificate_name(), "second.example");
    ASSERT_TRUE(old.send(get("/old")));
    EXPECT_THAT(old.read_answer(), EndsWith("/old"));
}

TEST_F(Tls, a_reload_that_fails_leaves_the_old_certificate) {
    const auto server = started(options(), echo_path);
    std::ofstream(identity.files().certificate) << "nothing";
    const auto broken = server->reload_tls();
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().fault, base::Fault::invalid);
    EXPECT_THAT(broken.error().detail,
                StartsWith("tls_certificate '" + identity.files().certificate + "'"));
    EXPECT_EQ(TlsWire(server->port()).certificate_name(), "first.example");
}

TEST_F(Tls, files_that_cannot_be_read_stop_the_start) {
    const TlsFiles good = identity.files();
    const auto error = error_with({.certificate = "/nowhere/certificate.pem", .key = good.key});
    EXPECT_EQ(error.fault, base::Fault::unavailable);
    EXPECT_THAT(error.detail,
                StartsWith("tls_certificate '/nowhere/certificate.pem' cannot be read: "));
    EXPECT_THAT(error_with({.certificate = good.certificate, .key = "/nowhere/key.pem"}).detail,
                StartsWith("tls_key '/nowhere/key.pem' cannot be read: "));
}

TEST_F(Tls, a_key_that_is_none_or_another_ones_stops_the_start) {
    const MadeIdentity other("other.example");
    const std::string certificate = identity.files().certificate;
    const auto error = error_with({.certificate = certificate, .key = other.files().key});
    EXPECT_EQ(error.fault, base::Fault::invalid);
    EXPECT_THAT(error.detail,
                AllOf(StartsWith("tls_key '" + other.files().key + "' does not belong to"),
                      HasSubstr(certificate)));
    EXPECT_THAT(error_with({.certificate = certificate, .key = certificate}).detail,
                HasSubstr("is no key without passphrase"));
    EXPECT_TRUE(check_tls_files(identity.files()));
}

TEST_F(Tls, a_stop_answers_what_is_in_flight_and_closes_the_rest) {
    std::promise<void> entered;
    std::promise<void> may_go_on;
    const auto server = started(options(), [&](const Request& request) {
        if (request.path == "/idle") return Answer{};
        entered.set_value();
        may_go_on.get_future().wait();
        return echo_path(request);
    });
    TlsWire idle(server->port());
    ASSERT_TRUE(idle.send(get("/idle")));
    ASSERT_THAT(idle.read_answer(), StartsWith("HTTP/1.1 200 "));
    TlsWire busy(server->port());
    ASSERT_TRUE(busy.send(get("/done")));
    entered.get_future().wait();
    Wire opening(server->port());
    std::thread stopping([&] { server->stop(); });
    may_go_on.set_value();
    EXPECT_THAT(busy.read_answer(), EndsWith("/done"));
    EXPECT_TRUE(busy.ends_here());
    stopping.join();
    EXPECT_TRUE(idle.ends_here());
    EXPECT_TRUE(opening.ends_here());
}

}  // namespace
}  // namespace http
