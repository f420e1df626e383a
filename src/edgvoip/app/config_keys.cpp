#include "edgvoip/app/config_keys.hpp"

#include "base/limits.hpp"

namespace edgvoip::app {

std::vector<program::Setting> settings_of(Config& config) {
    using base::limits::rate_limit_max;
    using base::limits::row_cache_mb_max;
    using program::ListPlace;
    using program::NumberPlace;
    constexpr auto connections_max = static_cast<std::int64_t>(base::limits::http_connections_max);
    constexpr std::string_view addresses = "addresses such as [\"10.0.0.7\"]";
    return {
        {"api", "listen", &config.api_listen},
        {"api", "tls_certificate", &config.api_tls_certificate},
        {"api", "tls_key", &config.api_tls_key},
        {"api", "trusted_proxies", ListPlace{&config.api_trusted_proxies, addresses}},
        {"api", "cors_origins",
         ListPlace{&config.api_cors_origins, "origins such as [\"https://crm.example\"]"}},
        {"api", "connections_per_client",
         NumberPlace{&config.api_connections_per_client, connections_max}},
        {"private", "listen", &config.private_listen},
        {"private", "user", &config.private_user},
        {"private", "password_file", &config.private_password_file},
        {"private", "allow", ListPlace{&config.private_allow, addresses}},
        {"store", "url", &config.store_url},
        {"auth", "hs256_secret_file", &config.auth_hs256_secret_file},
        {"auth", "audience", &config.auth_audience},
        {"auth", "signing_key_file", &config.auth_signing_key_file},
        {"ratelimit", "ip_per_second", NumberPlace{&config.ip_per_second, rate_limit_max}},
        {"ratelimit", "ip_burst", NumberPlace{&config.ip_burst, rate_limit_max}},
        {"ratelimit", "tenant_per_second", NumberPlace{&config.tenant_per_second, rate_limit_max}},
        {"ratelimit", "tenant_burst", NumberPlace{&config.tenant_burst, rate_limit_max}},
        {"ratelimit", "bad_tokens_per_minute",
         NumberPlace{&config.bad_tokens_per_minute, rate_limit_max}},
        {"directory", "file", &config.directory_file},
        {"ingest", "quarantine", &config.ingest_quarantine},
        {"ingest", "source", &config.ingest_source},
        {"live", "kind", &config.live_kind},
        {"live", "address", &config.live_address},
        {"live", "password_file", &config.live_password_file},
        {"index", "row_cache_mb", NumberPlace{&config.index_row_cache_mb, row_cache_mb_max}},
        {"audit", "folder", &config.audit_folder},
        {"log", "level", &config.log_level},
    };
}

}  // namespace edgvoip::app
