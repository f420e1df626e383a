#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The programs' verbs and the wiring of everything.
namespace edgvoip::app {

/// Who may sign tokens, and for whom.
struct IssuerConfig {
    std::string issuer;             ///< the `iss` claim; empty: not looked at
    std::string kid;                ///< the secret's name; a key set brings its own
    std::string hs256_secret_file;  ///< this or `jwks_file`, never both
    std::string jwks_file;
    std::vector<std::string> tenants;  ///< SIP domains, or `*`
};

/// A folder that a PBX writes its records into, taken in while the program serves.
struct SourceConfig {
    std::string name;  ///< what its records are stored under: 1…64 of [A-Za-z0-9._-]
    std::string kind;  ///< `freeswitch-spool`
    std::string path;
};

/// What `--config FILE` says. Paths are relative to the working directory.
struct Config {
    std::string api_listen = "127.0.0.1:8080";
    std::vector<std::string> api_trusted_proxies;  ///< addresses, CIDR blocks, `unix`; empty: none
    std::vector<std::string> api_cors_origins;     ///< whose pages may read answers; empty: none
    std::int64_t api_connections_per_client =      ///< at a time, of one address; 0: no cap
        base::limits::http_connections_per_client_max;
    std::string api_tls_certificate;  ///< PEM files, both or neither; neither: plain HTTP
    std::string api_tls_key;
    std::string private_listen = "127.0.0.1:8081";  ///< where the PBX posts; empty: nowhere
    std::string private_user;
    std::string private_password_file;
    std::vector<std::string> private_allow;  ///< addresses and CIDR blocks; empty: any
    std::string store_url = "sqlite:edgvoip.db";
    std::string auth_hs256_secret_file;
    std::string auth_audience = "edgvoip";
    std::string auth_signing_key_file;
    std::vector<IssuerConfig> auth_issuers;
    std::int64_t ip_per_second = 20;  ///< requests of a client; 0: no limit
    std::int64_t ip_burst = 40;       ///< of them at once
    std::int64_t tenant_per_second = 100;
    std::int64_t tenant_burst = 200;
    std::int64_t bad_tokens_per_minute = 30;  ///< of a client; 0: no limit
    std::string directory_file = "directory.json";
    std::string ingest_quarantine = "quarantine";
    std::string ingest_source = "pbx1";  ///< the name that posted records are stored under
    std::vector<SourceConfig> sources;
    std::string live_kind = "none";  ///< where live calls come from: `none` or `freeswitch`
    std::string live_address = "127.0.0.1:8021";
    std::string live_password_file;
    std::int64_t index_row_cache_mb = 256;  ///< ready rows of lists in memory; 0: none
    std::string audit_folder = "audit";     ///< who asked what; empty: nobody keeps it
    std::string log_level = "info";

    /// The defaults, then the file's TOML, then `EDGVOIP_<TABLE>_<KEY>` variables (such as
    /// `EDGVOIP_API_LISTEN`; a list's entries with commas between them). Without a file:
    /// `edgvoip.toml` of the working directory when it is there. Fault::invalid names every unknown
    /// key and wrong type with its line.
    static base::Result<Config> load(const std::optional<std::string>& file);

    /// The defaults, then this TOML and nothing else. Errors as above. Any thread.
    static base::Result<Config> parse(std::string_view toml);

    /// The configuration in force as TOML that `load` and `parse` read back.
    std::string to_toml() const;
};

}  // namespace edgvoip::app
