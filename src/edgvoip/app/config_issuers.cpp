#include "edgvoip/app/config_issuers.hpp"

namespace edgvoip::app {
namespace {

void check_keys(const IssuerConfig& issuer, const toml::table& table,
                program::ConfigFaults& faults) {
    if (issuer.hs256_secret_file.empty() == issuer.jwks_file.empty()) {
        faults.add(table,
                   "an [[auth.issuer]] needs 'hs256_secret_file' or 'jwks_file', and not both");
    } else if (!issuer.jwks_file.empty() && !issuer.kid.empty()) {
        faults.add(table, "'auth.issuer.kid' names a secret; a 'jwks_file' names its own keys");
    }
}

IssuerConfig read_issuer(const toml::table& table, program::ConfigFaults& faults) {
    IssuerConfig issuer;
    for (const auto& [key, node] : table) {
        const std::string name = "auth.issuer." + std::string(key.str());
        if (key.str() == "issuer") {
            program::read_text(node, name, issuer.issuer, faults);
        } else if (key.str() == "kid") {
            program::read_text(node, name, issuer.kid, faults);
        } else if (key.str() == "hs256_secret_file") {
            program::read_text(node, name, issuer.hs256_secret_file, faults);
        } else if (key.str() == "jwks_file") {
            program::read_text(node, name, issuer.jwks_file, faults);
        } else if (key.str() == "tenants") {
            program::read_list(node, name, "SIP domains", issuer.tenants, faults);
        } else {
            faults.add(node, "'" + name + "' is not a key of the configuration");
        }
    }
    check_keys(issuer, table, faults);
    if (issuer.tenants.empty()) {
        faults.add(table, "an [[auth.issuer]] needs 'tenants': SIP domains, or \"*\" for all");
    }
    return issuer;
}

}  // namespace

void read_issuers(const toml::node& node, Config& config, program::ConfigFaults& faults) {
    program::read_tables(node, "auth.issuer", faults, [&](const toml::table& table) {
        config.auth_issuers.push_back(read_issuer(table, faults));
    });
}

}  // namespace edgvoip::app
