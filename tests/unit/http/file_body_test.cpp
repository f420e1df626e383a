#include "http/file_body.hpp"

#include "base/ids.hpp"
#include "http/server.hpp"
#include "tls_wire.hpp"
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <string>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;

// More than the kernel takes in for a client that reads nothing, and no whole number of blocks.
constexpr std::size_t large = std::size_t{48} * 1024 * 1024 + 17;

std::string patterned(std::size_t bytes) {
    std::string text(bytes, ' ');
    for (std::size_t i = 0; i < bytes; ++i)
        text[i] = static_cast<char>('a' + i % 251 % 26);
    return text;
}

/// A server that answers with its one file.
class FileBodyTest : public testing::Test {
protected:
    ~FileBodyTest() override { std::filesystem::remove(path_); }

    void write(const std::string& bytes) {
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << bytes;
    }

    ServerOptions quick() {
        ServerOptions options;
        options.threads = 1;
        options.linger_time_max = milliseconds(20);
        options.observer = &events_;
        return options;
    }

    std::unique_ptr<Server> serve(ServerOptions options) {
        return started(std::move(options), [this](const Request& request) {
            Answer answer;
            if (request.path == "/memory") {
                answer.body = "memory";
            } else {
                answer.file = FileBody::open(path_.string()).value();
            }
            if (request.path == "/removed") std::filesystem::remove(path_);
            if (request.path == "/cut") std::filesystem::resize_file(path_, large / 2);
            if (!entered_) {
                entered_ = true;
                asked_.set_value();
            }
            return answer;
        });
    }

    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("edg_file_body_" + base::Uuid::random().text());
    KeptEvents events_;
    bool entered_ = false;
    std::promise<void> asked_;
};

TEST_F(FileBodyTest, a_file_is_sent_whole_and_the_connection_kept) {
    for (const std::size_t bytes : {std::size_t{1}, std::size_t{64 * 1024}, large}) {
        const std::string body = patterned(bytes);
        write(body);
        const auto server = serve(quick());
        Wire wire(server->port());
        ASSERT_TRUE(wire.send(get("/file") + get("/memory")));
        const auto answer = wire.read_answer();
        ASSERT_TRUE(answer.has_value());
        EXPECT_EQ(answer->field("Content-Length"), std::to_string(bytes));
        EXPECT_TRUE(answer->body == body) << bytes;
        EXPECT_EQ(wire.read_answer()->body, "memory");
        EXPECT_TRUE(events_.wait_for(" bytes=" + std::to_string(bytes) + " ", 1));
    }
}

TEST_F(FileBodyTest, the_last_answer_of_a_connection_ends_it_behind_the_file) {
    write(patterned(200'000));
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/file", "Connection: close\r\n")));
    EXPECT_EQ(wire.read_answer()->body.size(), 200'000u);
    EXPECT_TRUE(wire.ends_here());
}

TEST_F(FileBodyTest, an_empty_file_is_an_empty_body) {
    write("");
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/file") + get("/memory")));
    EXPECT_EQ(wire.read_answer()->field("Content-Length"), "0");
    EXPECT_EQ(wire.read_answer()->body, "memory");
}

TEST_F(FileBodyTest, head_says_the_length_and_sends_nothing) {
    write(patterned(200'000));
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send("HEAD /file HTTP/1.1\r\nHost: test\r\n\r\n" + get("/memory")));
    EXPECT_EQ(wire.read_answer(true)->field("Content-Length"), "200000");
    EXPECT_EQ(wire.read_answer()->body, "memory");
}

TEST_F(FileBodyTest, a_file_that_is_removed_meanwhile_is_sent_all_the_same) {
    const std::string body = patterned(large);
    write(body);
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/removed")));
    const auto answer = wire.read_answer();
    ASSERT_TRUE(answer.has_value());
    EXPECT_TRUE(answer->body == body);
}

TEST_F(FileBodyTest, a_file_that_is_shorter_than_said_ends_the_connection) {
    write(patterned(large));
    const auto server = serve(quick());
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/cut") + get("/memory")));
    EXPECT_FALSE(wire.read_answer().has_value());
    EXPECT_TRUE(wire.has_part_of_an_answer());
    EXPECT_TRUE(events_.wait_for("http_body_failed", 1));
}

TEST_F(FileBodyTest, goes_through_tls) {
    const std::string body = patterned(3'000'001);
    write(body);
    const MadeIdentity identity("file.example");
    ServerOptions options = quick();
    options.tls = identity.files();
    const auto server = serve(options);
    TlsWire wire(server->port());
    ASSERT_TRUE(wire.send(get("/file")));
    EXPECT_TRUE(wire.read_answer().ends_with("\r\n\r\n" + body));
    ASSERT_TRUE(wire.send(get("/memory")));
    EXPECT_THAT(wire.read_answer(), EndsWith("memory"));
}

TEST_F(FileBodyTest, a_client_that_reads_nothing_is_cut) {
    write(patterned(large));
    ServerOptions options = quick();
    options.write_time_max = milliseconds(50);
    options.drain_time_max = std::chrono::hours(1);
    const auto server = serve(options);
    Wire wire(server->port());
    ASSERT_TRUE(wire.send(get("/file")));
    asked_.get_future().wait();
    server->stop();  // returns once the connection is cut
    EXPECT_FALSE(wire.read_answer().has_value());
    EXPECT_TRUE(wire.has_part_of_an_answer());
}

TEST_F(FileBodyTest, what_is_no_readable_file_is_no_body) {
    EXPECT_EQ(FileBody::open(path_.string()).error().fault, base::Fault::unavailable);
    EXPECT_EQ(FileBody::open("/").error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace http
