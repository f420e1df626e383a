#include "w3/app/config.hpp"

#include "w3/app/config_tenants.hpp"
#include "w3/app/private_server.hpp"

#include <gtest/gtest.h>

namespace w3::app {
namespace {

constexpr const char* tenant = R"([[tenant]]
tenant_id = "6f1d0a4e-0000-4000-8000-0000000000a1"
sip_domain = "a.test"
)";

std::string problem(const std::string& toml) {
    const auto config = Config::parse(toml);
    if (!config) return config.error().detail;
    const auto tenants = tenants_of(*config);
    return tenants ? "" : tenants.error().detail;
}

TEST(Config, an_empty_text_gives_the_defaults) {
    const auto config = Config::parse("");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->listen, "127.0.0.1:8090");
    EXPECT_EQ(config->state, "sqlite:w3.db");
    EXPECT_EQ(config->edgvoip_address, "127.0.0.1:8080");
    EXPECT_EQ(config->private_listen, "127.0.0.1:8091");
    EXPECT_TRUE(config->tenants.empty());
}

TEST(Config, the_private_listener_has_a_door_where_others_reach_it) {
    auto config = Config::parse("[private]\nlisten = \"\"\n").value();
    EXPECT_TRUE(check_private(config));
    config = Config::parse("[private]\nlisten = \"0.0.0.0:8091\"\n").value();
    ASSERT_FALSE(check_private(config));
    EXPECT_NE(check_private(config).error().detail.find("private.listen '0.0.0.0:8091'"),
              std::string::npos);
    config = Config::parse(
                 "[private]\nlisten = \"0.0.0.0:8091\"\nuser = \"p\"\n"
                 "password_file = \"f\"\nallow = [\"10.0.0.0/8\"]\n")
                 .value();
    EXPECT_TRUE(check_private(config));
    EXPECT_EQ(Config::parse(config.to_toml()).value().private_allow, config.private_allow);
}

TEST(Config, what_is_printed_is_read_back) {
    const auto config = Config::parse(std::string("[w3]\nlisten = \"unix:/x\"\n"
                                                  "trusted_proxies = [\"10.0.0.1\"]\n"
                                                  "[ratelimit]\nlogins_per_minute = 7\n") +
                                      tenant + "hosts = [\"w3.a.test\"]\nname = \"A\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    const auto again = Config::parse(config->to_toml());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->to_toml(), config->to_toml());
    EXPECT_EQ(again->listen, "unix:/x");
    EXPECT_EQ(again->logins_per_minute, 7);
    EXPECT_EQ(again->tenants.at(0).hosts, std::vector<std::string>{"w3.a.test"});
}

TEST(Config, what_is_wrong_is_named_with_its_line) {
    EXPECT_EQ(problem("[w3]\n\nlisen = \"x\"\n"),
              "line 3: 'w3.lisen' is not a key of the configuration");
    EXPECT_EQ(problem("[w3]\nlisten = 1\n"), "line 2: 'w3.listen' is not a text in quotes");
    EXPECT_EQ(problem(std::string(tenant) + "host = \"x\"\n"),
              "line 4: 'tenant.host' is not a key of the configuration");
    EXPECT_EQ(problem("[tenant]\n"), "line 1: 'tenant' is written [[tenant]]");
    EXPECT_EQ(problem("[[tenant]]\nname = \"x\"\n"),
              "line 1: a [[tenant]] needs 'tenant_id' and 'sip_domain', as edgvoip's directory");
    EXPECT_EQ(problem("[w3]\ncookies = \"no\"\n"), "w3.cookies is 'no', but can be auto or secure");
    EXPECT_EQ(problem("[w3]\ntls_key = \"x\"\n"),
              "w3.tls_certificate and w3.tls_key go together: set both, or neither");
}

TEST(Config, tenants_are_told_apart) {
    EXPECT_EQ(problem(tenant), "");
    EXPECT_EQ(problem(std::string(tenant) + tenant),
              "the tenant 'a.test' has an id, a domain or a host of another");
    EXPECT_EQ(problem(std::string(tenant) + "hosts = [\"x.test\", \"X.test\"]\n"),
              "the tenant 'a.test' has an id, a domain or a host of another");
    EXPECT_NE(problem(std::string(tenant) + "timezone = \"Europe/Roma\"\n").find("timezone"),
              std::string::npos);
    EXPECT_NE(problem("[[tenant]]\ntenant_id = \"1\"\nsip_domain = \"a.test\"\n").find("tenant_id"),
              std::string::npos);
}

}  // namespace
}  // namespace w3::app
