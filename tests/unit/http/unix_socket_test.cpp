#include "http/address_list.hpp"
#include "http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class UnixSocket : public testing::Test {
protected:
    UnixSocket() { std::filesystem::create_directory(folder_); }
    ~UnixSocket() override { std::filesystem::remove_all(folder_); }

    base::Result<std::unique_ptr<Server>> start() const {
        return Server::start({.listen = "unix:" + path}, [](const Request& request) {
            Answer answer;
            answer.body = "to " + request.client_address;
            return answer;
        });
    }

    int connected() const {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            return descriptor;
        ::close(descriptor);
        return -1;
    }

    std::string answer_to(std::string_view request) const {
        const int descriptor = connected();
        EXPECT_GE(descriptor, 0);
        EXPECT_EQ(::write(descriptor, request.data(), request.size()),
                  static_cast<ssize_t>(request.size()));
        std::string answer;
        std::array<char, 4096> part{};
        for (ssize_t got = 0; (got = ::read(descriptor, part.data(), part.size())) > 0;)
            answer.append(part.data(), static_cast<std::size_t>(got));
        ::close(descriptor);
        return answer;
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("edg_unix_" + std::to_string(getpid()));
    const std::string path = folder_ / "private.sock";
};

constexpr std::string_view request = "GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";

TEST_F(UnixSocket, AnswersAsATcpListenerDoes) {
    const auto server = start();
    ASSERT_TRUE(server) << server.error().detail;
    EXPECT_EQ((*server)->port(), 0);
    for (int i = 0; i < 20; ++i) {
        const std::string answer = answer_to(request);
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
        EXPECT_THAT(answer, EndsWith("to unix"));
    }
}

TEST_F(UnixSocket, BelongsToItsOwnerAndGroup) {
    const auto server = start();
    ASSERT_TRUE(server);
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0660U);
}

TEST_F(UnixSocket, IsGoneAfterTheEnd) {
    const auto server = start();
    ASSERT_TRUE(server);
    (*server)->stop();
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(UnixSocket, OfALivingServerIsInUse) {
    const auto first = start();
    ASSERT_TRUE(first);
    const auto second = start();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fault, base::Fault::unavailable);
    EXPECT_THAT(second.error().detail, HasSubstr("in use"));
    EXPECT_THAT(answer_to(request), StartsWith("HTTP/1.1 200 "));
}

TEST_F(UnixSocket, LeftBehindByADeadServerIsReplaced) {
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(left);
    ASSERT_TRUE(std::filesystem::exists(path));
    const auto server = start();
    ASSERT_TRUE(server) << server.error().detail;
    EXPECT_THAT(answer_to(request), StartsWith("HTTP/1.1 200 "));
}

TEST_F(UnixSocket, DoesNotTakeThePlaceOfAFile) {
    std::ofstream(path) << "kept";
    EXPECT_FALSE(start());
    std::string text;
    std::ifstream(path) >> text;
    EXPECT_EQ(text, "kept");
}

TEST_F(UnixSocket, NeedsAPathThatFits) {
    for (const std::string& listen : {std::string("unix:"), "unix:/" + std::string(200, 'a')}) {
        const auto server =
            Server::start({.listen = listen}, [](const Request&) { return Answer(); });
        ASSERT_FALSE(server);
        EXPECT_EQ(server.error().fault, base::Fault::invalid);
    }
}

TEST(IsLoopback, HoldsForAUnixSocket) {
    EXPECT_TRUE(is_loopback("unix:/run/edgvoip.sock"));
}

}  // namespace
}  // namespace http
