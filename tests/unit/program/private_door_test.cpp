#include "program/private/door.hpp"
#include "program/private/refusal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace program {
namespace {

using testing::HasSubstr;

PrivateSettings guarded(const std::string& password_file) {
    return {.listen = "192.0.2.1:8081",
            .user = "prometheus",
            .password_file = password_file,
            .allow = {"10.0.0.0/8"}};
}

http::Request from(std::string address, std::string authorization = "") {
    http::Request request;
    request.client_address = std::move(address);
    if (!authorization.empty()) request.headers.emplace_back("Authorization", authorization);
    return request;
}

class PrivateDoorTest : public testing::Test {
protected:
    PrivateDoorTest() {
        std::ofstream(file) << "abc\n";
        std::filesystem::permissions(
            file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    ~PrivateDoorTest() override { std::filesystem::remove(file); }

    const std::string file = testing::TempDir() + "private_door_password";
};

TEST(PrivateSettings, NeedADoorWhereOtherMachinesReachThem) {
    EXPECT_TRUE(check_private({}));
    EXPECT_TRUE(
        check_private({.listen = "127.0.0.1:1", .user = {}, .password_file = {}, .allow = {}}));
    EXPECT_TRUE(check_private({.listen = "unix:/x", .user = {}, .password_file = {}, .allow = {}}));
    EXPECT_TRUE(check_private(guarded("p")));
    auto open = guarded("p");
    open.allow.clear();
    const auto checked = check_private(open);
    ASSERT_FALSE(checked);
    EXPECT_THAT(checked.error().detail, HasSubstr("private.allow"));
    open = {.listen = "0.0.0.0:1", .user = {}, .password_file = {}, .allow = {"10.0.0.1"}};
    EXPECT_FALSE(check_private(open));
}

TEST(PrivateSettings, AUserHasAPasswordAndNoColon) {
    auto settings = guarded("");
    ASSERT_FALSE(check_private(settings));
    EXPECT_THAT(check_private(settings).error().detail, HasSubstr("go together"));
    settings = guarded("p");
    settings.user = "a:b";
    ASSERT_FALSE(check_private(settings));
    EXPECT_THAT(check_private(settings).error().detail, HasSubstr("colon"));
}

TEST_F(PrivateDoorTest, AsksForTheAddressThenForThePassword) {
    const auto door = PrivateDoor::open(guarded(file));
    ASSERT_TRUE(door) << door.error().detail;
    const auto by_address = door->refuses(from("192.0.2.9", "Basic cHJvbWV0aGV1czphYmM="));
    ASSERT_TRUE(by_address);
    EXPECT_EQ(by_address->status, 403);
    const auto without = door->refuses(from("10.1.2.3"));
    ASSERT_TRUE(without);
    EXPECT_EQ(without->status, 401);
    EXPECT_TRUE(door->refuses(from("10.1.2.3", "Basic cHJvbWV0aGV1czphYmQ=")));
    EXPECT_FALSE(door->refuses(from("10.1.2.3", "Basic cHJvbWV0aGV1czphYmM=")));
    // A folder's permissions stand for the address, not for the password.
    EXPECT_TRUE(door->refuses(from("unix")));
    EXPECT_FALSE(door->refuses(from("unix", "Basic cHJvbWV0aGV1czphYmM=")));
}

TEST_F(PrivateDoorTest, SaysWhichKeyCannotBeUsed) {
    auto settings = guarded(file);
    settings.allow = {"nowhere"};
    const auto by_address = PrivateDoor::open(settings);
    ASSERT_FALSE(by_address);
    EXPECT_THAT(by_address.error().detail, HasSubstr("private.allow"));
    const auto by_file = PrivateDoor::open(guarded(file + ".none"));
    ASSERT_FALSE(by_file);
    EXPECT_THAT(by_file.error().detail, HasSubstr("private.password_file"));
}

TEST(PrivateDoor, WithoutSettingsEverybodyComesIn) {
    const auto door = PrivateDoor::open({});
    ASSERT_TRUE(door);
    EXPECT_FALSE(door->refuses(from("192.0.2.9")));
}

TEST(AnswerMetrics, ToReadersOnly) {
    const auto page = [] {
        http::Answer answer;
        answer.body = "figures";
        return answer;
    };
    http::Request request;
    EXPECT_EQ(answer_metrics(page, request).body, "figures");
    request.method = http::Method::head;
    EXPECT_EQ(answer_metrics(page, request).body, "figures");
    request.method = http::Method::post;
    const auto refused = answer_metrics(page, request);
    EXPECT_EQ(refused.status, 405);
    EXPECT_THAT(refused.headers, testing::Contains(testing::Pair("Allow", "GET, HEAD")));
}

}  // namespace
}  // namespace program
