#include "edgvoip/app/in_force.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace edgvoip::app {
namespace {

class InForceTest : public testing::Test {
protected:
    InForceTest() {
        std::filesystem::create_directory(folder_);
        write("directory.json", R"({"tenants":[]})");
        write("secret", "0123456789abcdef0123456789abcdef");
        config.directory_file = folder_ / "directory.json";
        config.auth_hs256_secret_file = folder_ / "secret";
    }
    ~InForceTest() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, std::string_view text) const {
        std::ofstream(folder_ / name) << text;
    }

    const std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("edg_in_force_" + std::to_string(getpid()));
    Config config;
};

constexpr std::string_view one_tenant =
    R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1",)"
    R"("sip_domain":"a.edgvoip.test","name":"A","timezone":"Europe/Rome","country":"IT"}]})";

TEST_F(InForceTest, IsWhatTheFilesSayAtTheStart) {
    const auto all = InForce::read(config);
    ASSERT_TRUE(all) << all.error().detail;
    EXPECT_TRUE((*all)->directory()->tenants().empty());
    EXPECT_NE((*all)->verifier(), nullptr);
}

TEST_F(InForceTest, ChangesWhenAFileIsReadAgainAndNotBefore) {
    const auto all = InForce::read(config).value();
    const auto before = all->directory();
    const auto keys_before = all->verifier();
    write("directory.json", one_tenant);
    EXPECT_EQ(all->directory(), before);
    ASSERT_TRUE(all->read_directory_again());
    EXPECT_EQ(all->directory()->tenants().size(), 1U);
    EXPECT_TRUE(before->tenants().empty());  // whoever holds the old one is not disturbed
    EXPECT_EQ(all->verifier(), keys_before);
    ASSERT_TRUE(all->read_keys_again());
    EXPECT_NE(all->verifier(), keys_before);
}

TEST_F(InForceTest, KeepsWhatItHasWhenAFileIsWrong) {
    const auto all = InForce::read(config).value();
    const auto directory = all->directory();
    const auto keys = all->verifier();
    write("directory.json", "{");
    write("secret", "short");
    EXPECT_FALSE(all->read_directory_again());
    EXPECT_FALSE(all->read_keys_again());
    EXPECT_EQ(all->directory(), directory);
    EXPECT_EQ(all->verifier(), keys);
}

TEST_F(InForceTest, DoesNotStartWithAWrongFile) {
    write("secret", "short");
    EXPECT_FALSE(InForce::read(config));
}

}  // namespace
}  // namespace edgvoip::app
