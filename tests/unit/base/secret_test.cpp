#include "base/secret.hpp"

#include "base/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace base {
namespace {

using testing::HasSubstr;
using testing::Not;

class SecretFile : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "edg_secret_XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    Result<Secret> read(const std::string& content) {
        const std::string path = folder / "secret";
        std::ofstream(path, std::ios::binary) << content;
        return Secret::read_file(path);
    }

    std::filesystem::path folder;
};

TEST_F(SecretFile, OneTrailingNewlineIsNotPartOfIt) {
    EXPECT_EQ(read("s3cret").value().reveal(), "s3cret");
    EXPECT_EQ(read("s3cret\n").value().reveal(), "s3cret");
    EXPECT_EQ(read("s3cret\r\n").value().reveal(), "s3cret");
    EXPECT_EQ(read("s3cret\n\n").value().reveal(), "s3cret\n");
    EXPECT_EQ(read(" s3 cret ").value().reveal(), " s3 cret ");
    EXPECT_EQ(read(std::string("a\0b", 3)).value().reveal(), std::string("a\0b", 3));
}

TEST_F(SecretFile, AnEmptyOneIsInvalid) {
    for (const char* const content : {"", "\n", "\r\n"}) {
        EXPECT_EQ(read(content).error().fault, Fault::invalid);
    }
}

TEST_F(SecretFile, ATooLargeOneIsInvalid) {
    const std::string largest(limits::secret_file_bytes_max, 'x');
    EXPECT_EQ(read(largest).value().reveal(), largest);
    EXPECT_EQ(read(largest + "\r\n").value().reveal(), largest);
    for (const std::string& content : {largest + "x", largest + "xxxxx", largest + largest}) {
        const auto refused = read(content);
        ASSERT_FALSE(refused.has_value());
        EXPECT_EQ(refused.error().fault, Fault::invalid);
        EXPECT_THAT(refused.error().detail, Not(HasSubstr("xxx")));
    }
}

TEST_F(SecretFile, WhatCannotBeReadIsUnavailableAndNamed) {
    const auto missing = Secret::read_file(folder / "missing");
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().fault, Fault::unavailable);
    EXPECT_THAT(missing.error().detail, HasSubstr("missing"));
    EXPECT_EQ(Secret::read_file(folder).error().fault, Fault::unavailable) << "a folder";
}

TEST(Secret, IsEmptyAfterItMovedAway) {
    for (const std::string& text : {std::string("short"), std::string(100, 'l')}) {
        Secret from(text);
        Secret to(std::move(from));
        EXPECT_EQ(to.reveal(), text);
        EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
        from = std::move(to);
        EXPECT_EQ(from.reveal(), text);
        EXPECT_TRUE(to.empty());  // NOLINT(bugprone-use-after-move)
        Secret copy;
        copy = from;
        EXPECT_EQ(copy.reveal(), text);
        EXPECT_EQ(from.reveal(), text);
    }
}

TEST(Secret, AMovedShortOneLeavesNoBytesBehind) {
    Secret from(std::string("s3cr3t"));
    const char* const where = from.reveal().data();
    const Secret to(std::move(from));
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(where[i], '\0') << i;
}

}  // namespace
}  // namespace base
