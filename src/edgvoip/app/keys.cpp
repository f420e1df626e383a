#include "edgvoip/app/keys.hpp"

#include "base/secret.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::app {
namespace {

base::Result<auth::Key> read_key(std::string_view setting, const std::string& file,
                                 const std::string& kid) {
    const auto secret = base::Secret::read_file(file);
    if (!secret) return base::within(setting, secret.error());
    auto key = auth::Key::hs256(kid, *secret);
    if (!key) return base::within(setting, base::within("'" + file + "'", key.error()));
    return key;
}

}  // namespace

base::Result<std::shared_ptr<const auth::Verifier>> make_verifier(const Config& config) {
    std::vector<auth::Issuer> issuers;
    if (!config.auth_hs256_secret_file.empty()) {
        auto key = read_key("auth.hs256_secret_file", config.auth_hs256_secret_file, "");
        if (!key) return key.error();
        issuers.push_back({.name = {}, .every_tenant = true, .tenants = {}, .keys = {*key}});
    }
    for (const IssuerConfig& issuer : config.auth_issuers) {
        auto key = read_key("auth.issuer", issuer.hs256_secret_file, issuer.kid);
        if (!key) return key.error();
        const bool every =
            std::find(issuer.tenants.begin(), issuer.tenants.end(), "*") != issuer.tenants.end();
        issuers.push_back({.name = issuer.issuer,
                           .every_tenant = every,
                           .tenants = every ? std::vector<std::string>{} : issuer.tenants,
                           .keys = {*key}});
    }
    if (issuers.empty()) {
        return base::invalid(
            "no key to judge tokens by: set auth.hs256_secret_file, or write an [[auth.issuer]]");
    }
    auto verifier = auth::Verifier::make(config.auth_audience, std::move(issuers));
    if (!verifier) return base::within("auth", verifier.error());
    return verifier;
}

}  // namespace edgvoip::app
