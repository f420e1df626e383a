#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The program `w3suite`: verbs, configuration, wiring.
namespace w3::app {

/// A chain that uses W3.
struct TenantConfig {
    std::string tenant_id;   ///< as in edgvoip's directory
    std::string sip_domain;  ///< the same
    std::string name;        ///< empty: the SIP domain
    std::string timezone = "Europe/Rome";
    std::vector<std::string> hosts;  ///< names under which its people reach W3
};

/// What `--config FILE` says. Paths are relative to the working directory.
struct Config {
    std::string listen = "127.0.0.1:8090";
    std::string state = "sqlite:w3.db";
    std::string cookies = "auto";              ///< `secure`, or `auto`: so under TLS
    std::vector<std::string> trusted_proxies;  ///< addresses, CIDR blocks, `unix`; empty: none
    std::int64_t connections_per_client =      ///< at a time, of one address; 0: no cap
        base::limits::http_connections_per_client_max;
    std::string tls_certificate;  ///< PEM files, both or neither; neither: plain HTTP
    std::string tls_key;
    std::string private_listen = "127.0.0.1:8091";  ///< for Prometheus; empty: nowhere
    std::string private_user;
    std::string private_password_file;
    std::vector<std::string> private_allow;  ///< addresses and CIDR blocks; empty: any
    std::string web_folder = "web";          ///< the built pages
    std::string edgvoip_address = "127.0.0.1:8080";
    std::string signing_key_file = "w3-key.pem";
    std::string signing_jwks_file = "w3-jwks.json";  ///< for edgvoip's `auth.issuer.jwks_file`
    std::string signing_issuer = "w3suite";
    std::string signing_audience = "edgvoip";
    std::string exports_folder = "w3-exports";  ///< what is made for people, until they fetch it
    std::int64_t exports_per_person = 2;        ///< at a time
    std::int64_t exports_at_once = 4;           ///< of all people
    std::int64_t exports_keep_minutes = 60;     ///< from their end
    std::int64_t logins_per_minute = 30;        ///< of a client; 0: no limit
    std::int64_t callbacks_follow_ms = 2000;    ///< between two looks for changed calls
    std::string log_level = "info";
    std::vector<TenantConfig> tenants;

    /// The defaults, then the file's TOML, then `W3SUITE_<TABLE>_<KEY>` variables (such as
    /// `W3SUITE_W3_LISTEN`; a list's entries with commas between them). Without a file:
    /// `w3suite.toml` of the working directory when it is there. Fault::invalid names every unknown
    /// key and wrong type with its line.
    static base::Result<Config> load(const std::optional<std::string>& file);

    /// The defaults, then this TOML and nothing else. Errors as above. Any thread.
    static base::Result<Config> parse(std::string_view toml);

    /// The configuration in force as TOML that `load` and `parse` read back.
    std::string to_toml() const;
};

}  // namespace w3::app
