#include "w3/app/config.hpp"

#include "program/setting.hpp"
#include "w3/app/config_tenants.hpp"
#include "w3/people/limits.hpp"

#include <sstream>

namespace w3::app {
namespace {

std::vector<program::Setting> settings_of(Config& config) {
    using program::ListPlace;
    using program::NumberPlace;
    constexpr auto connections_max = static_cast<std::int64_t>(base::limits::http_connections_max);
    return {
        {"w3", "listen", &config.listen},
        {"w3", "state", &config.state},
        {"w3", "cookies", &config.cookies},
        {"w3", "tls_certificate", &config.tls_certificate},
        {"w3", "tls_key", &config.tls_key},
        {"w3", "trusted_proxies",
         ListPlace{&config.trusted_proxies, "addresses such as [\"10.0.0.7\"]"}},
        {"w3", "connections_per_client",
         NumberPlace{&config.connections_per_client, connections_max}},
        {"private", "listen", &config.private_listen},
        {"private", "user", &config.private_user},
        {"private", "password_file", &config.private_password_file},
        {"private", "allow", ListPlace{&config.private_allow, "addresses such as [\"10.0.0.7\"]"}},
        {"web", "folder", &config.web_folder},
        {"edgvoip", "address", &config.edgvoip_address},
        {"signing", "key_file", &config.signing_key_file},
        {"signing", "jwks_file", &config.signing_jwks_file},
        {"signing", "issuer", &config.signing_issuer},
        {"signing", "audience", &config.signing_audience},
        {"exports", "folder", &config.exports_folder},
        {"exports", "per_person",
         NumberPlace{&config.exports_per_person, limits::exports_per_person_max}},
        {"exports", "at_once", NumberPlace{&config.exports_at_once, limits::exports_at_once_max}},
        {"exports", "keep_minutes",
         NumberPlace{&config.exports_keep_minutes, limits::export_keep_minutes_max}},
        {"callbacks", "follow_ms",
         NumberPlace{&config.callbacks_follow_ms, limits::follow_pause_max_ms}},
        {"ratelimit", "logins_per_minute",
         NumberPlace{&config.logins_per_minute, base::limits::rate_limit_max}},
        {"log", "level", &config.log_level},
    };
}

program::OtherReader others_of(Config& config) {
    return [&config](std::string_view full_name, const toml::node& node,
                     program::ConfigFaults& faults) {
        if (full_name != "tenant") return false;
        read_tenants(node, config, faults);
        return true;
    };
}

base::Result<void> check_values(Config& config) {
    if (auto checked = program::check_log_level(config.log_level); !checked) return checked;
    if (auto checked = program::check_numbers(settings_of(config)); !checked) return checked;
    if (config.cookies != "auto" && config.cookies != "secure") {
        return base::invalid("w3.cookies is '" + config.cookies + "', but can be auto or secure");
    }
    if (config.tls_certificate.empty() != config.tls_key.empty()) {
        return base::invalid("w3.tls_certificate and w3.tls_key go together: set both, or neither");
    }
    if (config.callbacks_follow_ms < limits::follow_pause_min_ms) {
        return base::invalid("callbacks.follow_ms is less than " +
                             std::to_string(limits::follow_pause_min_ms));
    }
    if (config.exports_folder.empty()) return base::invalid("exports.folder is empty");
    if (config.signing_audience.empty()) return base::invalid("signing.audience is empty");
    return {};
}

}  // namespace

base::Result<Config> Config::load(const std::optional<std::string>& file) {
    Config config;
    const auto settings = settings_of(config);
    const auto read = program::read_config_file(file, "w3suite.toml", settings, others_of(config));
    if (!read) return read.error();
    if (const auto found = program::read_environment("W3SUITE", settings); !found)
        return found.error();
    if (const auto checked = check_values(config); !checked) return checked.error();
    return config;
}

base::Result<Config> Config::parse(std::string_view toml) {
    Config config;
    const auto read = program::read_toml(toml, settings_of(config), others_of(config));
    if (!read) return read.error();
    if (const auto checked = check_values(config); !checked) return checked.error();
    return config;
}

std::string Config::to_toml() const {
    std::ostringstream out;
    Config copy = *this;
    program::write_settings(out, settings_of(copy));
    for (const TenantConfig& tenant : tenants) {
        out << "\n[[tenant]]\n";
        program::write_text(out, "tenant_id", tenant.tenant_id);
        program::write_text(out, "sip_domain", tenant.sip_domain);
        program::write_text(out, "name", tenant.name);
        program::write_text(out, "timezone", tenant.timezone);
        program::write_list(out, "hosts", tenant.hosts);
    }
    return out.str();
}

}  // namespace w3::app
