#include "edgvoip/app/config.hpp"

#include "edgvoip/app/config_issuers.hpp"
#include "edgvoip/app/config_keys.hpp"
#include "edgvoip/app/config_sources.hpp"
#include "program/setting.hpp"

#include <sstream>

namespace edgvoip::app {
namespace {

/// Reads what is no setting into the configuration.
program::OtherReader others_of(Config& config) {
    return [&config](std::string_view full_name, const toml::node& node,
                     program::ConfigFaults& faults) {
        if (full_name == "auth.issuer") {
            read_issuers(node, config, faults);
            return true;
        }
        if (full_name != "source") return false;
        read_sources(node, config, faults);
        return true;
    };
}

base::Result<void> check_values(Config& config) {
    if (auto checked = program::check_log_level(config.log_level); !checked) return checked;
    if (auto checked = program::check_numbers(settings_of(config)); !checked) return checked;
    if (config.ip_per_second > 0 && config.ip_burst == 0) {
        return base::invalid("ratelimit.ip_burst is 0, which lets nobody in");
    }
    if (config.tenant_per_second > 0 && config.tenant_burst == 0) {
        return base::invalid("ratelimit.tenant_burst is 0, which lets nobody in");
    }
    if (config.api_tls_certificate.empty() != config.api_tls_key.empty()) {
        return base::invalid(
            "api.tls_certificate and api.tls_key go together: set both, or neither");
    }
    if (config.auth_audience.empty()) return base::invalid("auth.audience is empty");
    if (config.live_kind != "none" && config.live_kind != "freeswitch") {
        return base::invalid("live.kind '" + config.live_kind +
                             "' is not \"none\" or \"freeswitch\"");
    }
    if (config.live_kind == "freeswitch" && config.live_password_file.empty()) {
        return base::invalid("live.password_file is empty: it holds the event socket's password");
    }
    if (config.ingest_source.empty()) return base::invalid("ingest.source is empty");
    return {};
}

}  // namespace

base::Result<Config> Config::load(const std::optional<std::string>& file) {
    Config config;
    const auto settings = settings_of(config);
    const auto read = program::read_config_file(file, "edgvoip.toml", settings, others_of(config));
    if (!read) return read.error();
    if (const auto found = program::read_environment("EDGVOIP", settings); !found)
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
    for (const IssuerConfig& issuer : auth_issuers) {
        out << "\n[[auth.issuer]]\n";
        program::write_text(out, "issuer", issuer.issuer);
        if (!issuer.jwks_file.empty()) {
            program::write_text(out, "jwks_file", issuer.jwks_file);
        } else {
            program::write_text(out, "kid", issuer.kid);
            program::write_text(out, "hs256_secret_file", issuer.hs256_secret_file);
        }
        program::write_list(out, "tenants", issuer.tenants);
    }
    for (const SourceConfig& source : sources) {
        out << "\n[[source]]\n";
        program::write_text(out, "name", source.name);
        program::write_text(out, "kind", source.kind);
        program::write_text(out, "path", source.path);
    }
    return out.str();
}

}  // namespace edgvoip::app
