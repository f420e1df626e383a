#include "edgvoip/app/config.hpp"

#include "base/ids.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace edgvoip::app {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class ConfigTest : public testing::Test {
protected:
    ~ConfigTest() override { std::filesystem::remove(path_); }

    base::Result<Config> load(const std::string& toml) const {
        std::ofstream(path_) << toml;
        return Config::load(path_);
    }
    std::string problem(const std::string& toml) const {
        const auto config = load(toml);
        EXPECT_FALSE(config);
        return config ? "" : config.error().detail;
    }

    std::string path_ =
        (std::filesystem::temp_directory_path() / (base::Uuid::random().text() + ".toml")).string();
};

/// An environment variable for the length of a test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { unsetenv(name_); }

private:
    const char* name_;
};

TEST_F(ConfigTest, an_empty_file_gives_the_defaults) {
    const auto config = load("");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->api_listen, "127.0.0.1:8080");
    EXPECT_EQ(config->store_url, "sqlite:edgvoip.db");
    EXPECT_EQ(config->auth_audience, "edgvoip");
    EXPECT_EQ(config->directory_file, "directory.json");
    EXPECT_TRUE(config->auth_issuers.empty());
    EXPECT_TRUE(config->api_trusted_proxies.empty());
    EXPECT_TRUE(config->api_cors_origins.empty());
    EXPECT_EQ(config->ip_per_second, 20);
    EXPECT_EQ(config->ip_burst, 40);
    EXPECT_EQ(config->tenant_per_second, 100);
    EXPECT_EQ(config->tenant_burst, 200);
    EXPECT_EQ(config->bad_tokens_per_minute, 30);
}

TEST_F(ConfigTest, the_public_listener_is_told_its_proxies_pages_and_limits) {
    const Variable variable("EDGVOIP_API_CORS_ORIGINS", "https://a.example,https://b.example");
    const auto config = load(
        "[api]\ntrusted_proxies = [\"10.0.0.0/8\", \"unix\"]\ncors_origins = "
        "[\"https://x.example\"]\n"
        "[ratelimit]\nip_per_second = 5\nip_burst = 6\ntenant_per_second = 0\n"
        "tenant_burst = 0\nbad_tokens_per_minute = 7\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_THAT(config->api_trusted_proxies, ElementsAre("10.0.0.0/8", "unix"));
    EXPECT_THAT(config->api_cors_origins, ElementsAre("https://a.example", "https://b.example"));
    EXPECT_EQ(config->ip_per_second, 5);
    EXPECT_EQ(config->ip_burst, 6);
    EXPECT_EQ(config->tenant_per_second, 0);
    EXPECT_EQ(config->bad_tokens_per_minute, 7);
    EXPECT_EQ(load(config->to_toml())->to_toml(), config->to_toml());
}

TEST_F(ConfigTest, a_limit_that_would_let_nobody_in_is_refused) {
    EXPECT_THAT(problem("[ratelimit]\nip_burst = 0\n"), HasSubstr("ratelimit.ip_burst"));
    EXPECT_THAT(problem("[ratelimit]\ntenant_burst = 0\n"), HasSubstr("ratelimit.tenant_burst"));
    EXPECT_THAT(problem("[ratelimit]\nip_per_second = -1\n"), HasSubstr("can be 0 to"));
    EXPECT_THAT(problem("[ratelimit]\nip_burst = \"9\"\n"), HasSubstr("not a whole number"));
    EXPECT_THAT(problem("[api]\ntrusted_proxies = \"10.0.0.1\"\n"),
                HasSubstr("'api.trusted_proxies' is not a list of addresses"));
}

TEST_F(ConfigTest, the_file_overrides_the_defaults_and_a_variable_the_file) {
    const Variable variable("EDGVOIP_API_LISTEN", "127.0.0.1:9999");
    const auto config = load("[api]\nlisten = \"127.0.0.1:1\"\n[store]\nurl = \"sqlite:x.db\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->api_listen, "127.0.0.1:9999");
    EXPECT_EQ(config->store_url, "sqlite:x.db");
}

TEST_F(ConfigTest, issuers_say_for_whom_they_may_speak) {
    const auto config = load(
        "[[auth.issuer]]\nissuer = \"https://w3.example\"\nhs256_secret_file = \"a\"\n"
        "tenants = [\"a.example.it\", \"b.example.it\"]\n"
        "[[auth.issuer]]\nhs256_secret_file = \"b\"\ntenants = [\"*\"]\n");
    ASSERT_TRUE(config) << config.error().detail;
    ASSERT_EQ(config->auth_issuers.size(), 2U);
    EXPECT_EQ(config->auth_issuers[0].issuer, "https://w3.example");
    EXPECT_THAT(config->auth_issuers[0].tenants, ElementsAre("a.example.it", "b.example.it"));
    EXPECT_EQ(config->auth_issuers[1].hs256_secret_file, "b");
}

TEST_F(ConfigTest, every_unknown_key_and_wrong_type_is_named_with_its_line) {
    EXPECT_THAT(problem("[api]\nlisten = 8080\nport = 1\n[colour]\nred = true\n"),
                AllOf(HasSubstr("line 2: 'api.listen' is not a text"),
                      HasSubstr("line 3: 'api.port' is not a key"),
                      HasSubstr("line 5: 'colour.red' is not a key"), HasSubstr(path_)));
}

TEST_F(ConfigTest, a_number_is_a_number_within_its_range) {
    EXPECT_EQ(load("")->index_row_cache_mb, 256);
    const auto config = load("[index]\nrow_cache_mb = 0\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->index_row_cache_mb, 0);
    EXPECT_EQ(load(config->to_toml())->to_toml(), config->to_toml());
    EXPECT_THAT(problem("[index]\nrow_cache_mb = \"64\"\n"),
                HasSubstr("line 2: 'index.row_cache_mb' is not a whole number"));
    EXPECT_THAT(problem("[index]\nrow_cache_mb = -1\n"), HasSubstr("index.row_cache_mb is -1"));
    EXPECT_THAT(problem("[index]\nrow_cache_mb = 9999999999\n"), HasSubstr("can be 0 to 1048576"));
    {
        const Variable variable("EDGVOIP_INDEX_ROW_CACHE_MB", "12");
        EXPECT_EQ(load("")->index_row_cache_mb, 12);
    }
    const Variable variable("EDGVOIP_INDEX_ROW_CACHE_MB", "12x");
    EXPECT_THAT(problem(""), HasSubstr("EDGVOIP_INDEX_ROW_CACHE_MB is '12x'"));
}

TEST_F(ConfigTest, a_client_of_the_api_has_a_hundred_connections_unless_told_otherwise) {
    EXPECT_EQ(load("")->api_connections_per_client, 100);
    const auto config = load("[api]\nconnections_per_client = 0\n[index]\nrow_cache_mb = 7\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->api_connections_per_client, 0);
    EXPECT_EQ(load(config->to_toml())->to_toml(), config->to_toml());
    EXPECT_EQ(load(config->to_toml())->api_connections_per_client, 0);
    EXPECT_EQ(load(config->to_toml())->index_row_cache_mb, 7);
    EXPECT_THAT(problem("[api]\nconnections_per_client = 12001\n"),
                HasSubstr("api.connections_per_client is 12001, but can be 0 to 12000"));
}

TEST_F(ConfigTest, the_api_has_a_certificate_and_its_key_or_neither) {
    EXPECT_EQ(load("")->api_tls_certificate, "");
    const auto config = load("[api]\ntls_certificate = \"c.pem\"\ntls_key = \"k.pem\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->api_tls_certificate, "c.pem");
    EXPECT_EQ(config->api_tls_key, "k.pem");
    EXPECT_EQ(load(config->to_toml())->to_toml(), config->to_toml());
    EXPECT_EQ(load(config->to_toml())->api_tls_key, "k.pem");
    for (const char* alone : {"tls_certificate", "tls_key"}) {
        EXPECT_THAT(problem("[api]\n" + std::string(alone) + " = \"x.pem\"\n"),
                    HasSubstr("api.tls_certificate and api.tls_key go together"));
    }
}

TEST_F(ConfigTest, broken_toml_is_refused_with_its_line) {
    EXPECT_THAT(problem("[api]\nlisten = \n"), HasSubstr("line 2"));
}

TEST_F(ConfigTest, an_issuer_without_a_key_or_tenants_is_refused) {
    EXPECT_THAT(problem("[[auth.issuer]]\nissuer = \"x\"\n"),
                AllOf(HasSubstr("needs 'hs256_secret_file'"), HasSubstr("needs 'tenants'")));
    EXPECT_THAT(problem("[auth]\nissuer = \"x\"\n"), HasSubstr("is written [[auth.issuer]]"));
    EXPECT_THAT(problem("[[auth.issuer]]\nhs256_secret_file=\"a\"\ntenants=[1]\n"),
                HasSubstr("is not a text"));
}

TEST_F(ConfigTest, sources_are_folders_with_names) {
    const auto config = load(
        "[[source]]\nname = \"pbx1\"\nkind = \"freeswitch-spool\"\npath = \"/var/spool/cdr\"\n"
        "[[source]]\nname = \"pbx1.err-2\"\nkind = \"freeswitch-spool\"\npath = \"err\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    ASSERT_EQ(config->sources.size(), 2U);
    EXPECT_EQ(config->sources[0].name, "pbx1");
    EXPECT_EQ(config->sources[0].kind, "freeswitch-spool");
    EXPECT_EQ(config->sources[0].path, "/var/spool/cdr");
    EXPECT_EQ(config->sources[1].name, "pbx1.err-2");
    const auto again = load(config->to_toml());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->to_toml(), config->to_toml());
    ASSERT_EQ(again->sources.size(), 2U);
    EXPECT_EQ(again->sources[1].path, "err");
}

TEST_F(ConfigTest, a_source_without_a_name_a_known_kind_or_a_path_is_refused_with_its_line) {
    EXPECT_THAT(
        problem("[[source]]\ncolour = \"red\"\n"),
        AllOf(HasSubstr("line 1: a [[source]] needs a 'name'"), HasSubstr("needs a 'kind'"),
              HasSubstr("needs a 'path'"), HasSubstr("line 2: 'source.colour' is not a key")));
    const std::string rest = "kind = \"freeswitch-spool\"\npath = \"p\"\n";
    for (const std::string& name : {std::string("with space"), std::string("a/b"), std::string(),
                                    std::string(65, 'a'), std::string("caff\xc3\xa8")}) {
        EXPECT_THAT(problem("[[source]]\nname = \"" + name + "\"\n" + rest),
                    HasSubstr("needs a 'name' of 1 to 64"))
            << name;
    }
    EXPECT_TRUE(load("[[source]]\nname = \"" + std::string(64, 'a') + "\"\n" + rest));
    EXPECT_THAT(problem("[[source]]\nname = \"a\"\nkind = \"carrier-pigeon\"\npath = \"p\"\n"),
                HasSubstr("needs a 'kind': \"freeswitch-spool\""));
    EXPECT_THAT(problem("[[source]]\nname = 1\n" + rest), HasSubstr("is not a text"));
    EXPECT_THAT(problem("source = 1\n"), HasSubstr("is written [[source]]"));
    EXPECT_THAT(problem("source = [1]\n"), HasSubstr("is written [[source]]"));
    EXPECT_THAT(problem("[source]\nname = \"a\"\n"), HasSubstr("is written [[source]]"));
}

TEST_F(ConfigTest, two_sources_share_neither_name_nor_folder) {
    const auto source = [](const std::string& name, const std::string& path) {
        return "[[source]]\nname = \"" + name + "\"\nkind = \"freeswitch-spool\"\npath = \"" +
               path + "\"\n";
    };
    EXPECT_THAT(problem(source("a", "one") + source("a", "two")),
                HasSubstr("line 5: two [[source]] have the name 'a'"));
    EXPECT_THAT(problem(source("a", "/var/x") + source("b", "/var/./x/")),
                HasSubstr("two [[source]] have the path '/var/./x/'"));
    EXPECT_TRUE(load(source("a", "/var/x") + source("b", "/var/xy")));
}

TEST_F(ConfigTest, an_issuer_has_a_secret_or_a_key_set_and_not_both) {
    const auto config = load(
        "[[auth.issuer]]\nissuer=\"i\"\njwks_file = \"keys \\\"1\\\".json\"\ntenants = [\"*\"]\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->auth_issuers.at(0).jwks_file, "keys \"1\".json");
    const auto again = load(config->to_toml());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->auth_issuers.at(0).jwks_file, "keys \"1\".json");
    EXPECT_EQ(again->to_toml(), config->to_toml());
    const std::string rest = "tenants = [\"*\"]\njwks_file = \"a\"\n";
    EXPECT_THAT(problem("[[auth.issuer]]\nhs256_secret_file = \"b\"\n" + rest),
                AllOf(HasSubstr("line 1"), HasSubstr("and not both")));
    EXPECT_THAT(problem("[[auth.issuer]]\nkid = \"k\"\n" + rest), HasSubstr("'auth.issuer.kid'"));
    EXPECT_THAT(problem("[[auth.issuer]]\njwks_url = \"https://idp.example/keys\"\n" + rest),
                HasSubstr("line 2: 'auth.issuer.jwks_url' is not a key of the configuration"));
}

TEST_F(ConfigTest, the_private_listener_has_a_door) {
    const auto config = load(
        "[private]\nlisten = \"10.0.0.5:8081\"\nuser = \"pbx\"\npassword_file = \"p\"\n"
        "allow = [\"10.0.0.7\", \"2001:db8::/32\"]\n[ingest]\nsource = \"pbx2\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->private_listen, "10.0.0.5:8081");
    EXPECT_EQ(config->private_user, "pbx");
    EXPECT_EQ(config->private_password_file, "p");
    EXPECT_THAT(config->private_allow, ElementsAre("10.0.0.7", "2001:db8::/32"));
    EXPECT_EQ(config->ingest_source, "pbx2");
    const auto again = load(config->to_toml());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->private_allow, config->private_allow);
    EXPECT_EQ(again->to_toml(), config->to_toml());
}

TEST_F(ConfigTest, a_list_in_a_variable_has_commas) {
    const Variable variable("EDGVOIP_PRIVATE_ALLOW", "10.0.0.7,10.1.0.0/16");
    const auto config = load("[private]\nallow = [\"192.0.2.1\"]\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_THAT(config->private_allow, ElementsAre("10.0.0.7", "10.1.0.0/16"));
}

TEST_F(ConfigTest, what_is_wrong_with_the_private_listener_is_named) {
    EXPECT_THAT(problem("[private]\nallow = \"10.0.0.7\"\n"),
                HasSubstr("line 2: 'private.allow' is not a list"));
    EXPECT_THAT(problem("[private]\nallow = [7]\n"), HasSubstr("'private.allow' is not a text"));
    EXPECT_THAT(problem("[ingest]\nsource = \"\"\n"), HasSubstr("ingest.source is empty"));
}

TEST_F(ConfigTest, a_log_level_is_one_of_four) {
    EXPECT_THAT(problem("[log]\nlevel = \"loud\"\n"), HasSubstr("log.level is 'loud'"));
}

TEST_F(ConfigTest, a_file_that_is_named_must_be_there) {
    const auto config = Config::load("/nonexistent/edgvoip.toml");
    ASSERT_FALSE(config);
    EXPECT_EQ(config.error().fault, base::Fault::unavailable);
    EXPECT_THAT(config.error().detail, HasSubstr("/nonexistent/edgvoip.toml"));
}

TEST_F(ConfigTest, a_text_alone_is_checked_and_no_variable_is_looked_at) {
    const Variable variable("EDGVOIP_LOG_LEVEL", "debug");
    const auto config = Config::parse("[api]\nlisten = \"[::1]:1\"\n");
    ASSERT_TRUE(config) << config.error().detail;
    EXPECT_EQ(config->api_listen, "[::1]:1");
    EXPECT_EQ(config->log_level, "info");

    const auto unknown = Config::parse("[api]\nlisten_on = 1\n");
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error().detail, HasSubstr("line 2: 'api.listen_on' is not a key"));
    const auto out_of_range = Config::parse("[ratelimit]\nip_burst = -1\n");
    ASSERT_FALSE(out_of_range);
    EXPECT_THAT(out_of_range.error().detail, HasSubstr("ratelimit.ip_burst is -1"));
}

TEST_F(ConfigTest, what_is_printed_reads_back) {
    const auto config = load(
        "[api]\nlisten = \"[::1]:1\"\n[store]\nurl = \"sqlite:a \\\"b\\\".db\"\n"
        "[[auth.issuer]]\nissuer=\"i\"\nhs256_secret_file = \"a\"\ntenants = [\"x.example.it\"]\n");
    ASSERT_TRUE(config) << config.error().detail;
    const auto again = load(config->to_toml());
    ASSERT_TRUE(again) << again.error().detail;
    EXPECT_EQ(again->to_toml(), config->to_toml());
    EXPECT_EQ(again->store_url, "sqlite:a \"b\".db");
    EXPECT_THAT(again->auth_issuers.at(0).tenants, ElementsAre("x.example.it"));
}

TEST_F(ConfigTest, texts_with_lines_and_quotes_are_printed_so_that_they_read_back) {
    for (const std::string text :
         {"two\nlines", "\nfirst", "it's\n'''", "\"\"\"\n", "C:\\calls\t\x7f", "\u00e8\n\u2028"}) {
        Config config;
        config.store_url = text;
        config.api_cors_origins = {text, text};
        const auto again = Config::parse(config.to_toml());
        ASSERT_TRUE(again) << again.error().detail << config.to_toml();
        EXPECT_EQ(again->store_url, text);
        EXPECT_THAT(again->api_cors_origins, ElementsAre(text, text));
    }
}

}  // namespace
}  // namespace edgvoip::app
