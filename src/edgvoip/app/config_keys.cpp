#include "edgvoip/app/config_keys.hpp"

#include "base/limits.hpp"

namespace edgvoip::app {
namespace {

using base::limits::rate_limit_max;
using base::limits::row_cache_mb_max;

constexpr std::string_view tables[] = {"api",       "private", "store", "auth",  "ratelimit",
                                       "directory", "ingest",  "index", "audit", "log"};

constexpr TextKey texts[] = {
    {"api", "listen", &Config::api_listen},
    {"api", "tls_certificate", &Config::api_tls_certificate},
    {"api", "tls_key", &Config::api_tls_key},
    {"private", "listen", &Config::private_listen},
    {"private", "user", &Config::private_user},
    {"private", "password_file", &Config::private_password_file},
    {"store", "url", &Config::store_url},
    {"auth", "hs256_secret_file", &Config::auth_hs256_secret_file},
    {"auth", "audience", &Config::auth_audience},
    {"auth", "signing_key_file", &Config::auth_signing_key_file},
    {"directory", "file", &Config::directory_file},
    {"ingest", "quarantine", &Config::ingest_quarantine},
    {"ingest", "source", &Config::ingest_source},
    {"audit", "folder", &Config::audit_folder},
    {"log", "level", &Config::log_level},
};

constexpr NumberKey numbers[] = {
    {{"api", "connections_per_client", &Config::api_connections_per_client},
     static_cast<std::int64_t>(base::limits::http_connections_max)},
    {{"ratelimit", "ip_per_second", &Config::ip_per_second}, rate_limit_max},
    {{"ratelimit", "ip_burst", &Config::ip_burst}, rate_limit_max},
    {{"ratelimit", "tenant_per_second", &Config::tenant_per_second}, rate_limit_max},
    {{"ratelimit", "tenant_burst", &Config::tenant_burst}, rate_limit_max},
    {{"ratelimit", "bad_tokens_per_minute", &Config::bad_tokens_per_minute}, rate_limit_max},
    {{"index", "row_cache_mb", &Config::index_row_cache_mb}, row_cache_mb_max},
};

constexpr ListKey lists[] = {
    {{"api", "trusted_proxies", &Config::api_trusted_proxies}, "addresses such as [\"10.0.0.7\"]"},
    {{"api", "cors_origins", &Config::api_cors_origins},
     "origins such as [\"https://crm.example\"]"},
    {{"private", "allow", &Config::private_allow}, "addresses such as [\"10.0.0.7\"]"},
};

}  // namespace

std::span<const std::string_view> config_tables() {
    return tables;
}

std::span<const TextKey> text_keys() {
    return texts;
}

std::span<const NumberKey> number_keys() {
    return numbers;
}

std::span<const ListKey> list_keys() {
    return lists;
}

}  // namespace edgvoip::app
