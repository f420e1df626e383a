#include "edgvoip/app/keys.hpp"

#include "access/jwks.hpp"
#include "base/secret.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::app {
namespace {

base::Result<auth::Key> read_secret(const std::string& file, const std::string& kid) {
    const auto secret = base::Secret::read_file(file);
    if (!secret) return secret.error();
    auto key = auth::Key::hs256(kid, *secret);
    if (!key) return base::within("'" + file + "'", key.error());
    return key;
}

base::Result<std::vector<auth::Key>> read_keys(const IssuerConfig& issuer) {
    if (!issuer.jwks_file.empty()) {
        auto keys = auth::read_jwks_file(issuer.jwks_file);
        if (!keys) return base::within("auth.issuer.jwks_file", keys.error());
        return keys;
    }
    auto key = read_secret(issuer.hs256_secret_file, issuer.kid);
    if (!key) return base::within("auth.issuer.hs256_secret_file", key.error());
    return std::vector<auth::Key>{std::move(*key)};
}

base::Result<std::vector<auth::Issuer>> read_issuers(const Config& config) {
    std::vector<auth::Issuer> issuers;
    if (!config.auth_hs256_secret_file.empty()) {
        auto key = read_secret(config.auth_hs256_secret_file, "");
        if (!key) return base::within("auth.hs256_secret_file", key.error());
        issuers.push_back({.name = {}, .every_tenant = true, .tenants = {}, .keys = {*key}});
    }
    for (const IssuerConfig& issuer : config.auth_issuers) {
        auto keys = read_keys(issuer);
        if (!keys) return keys.error();
        const bool every =
            std::find(issuer.tenants.begin(), issuer.tenants.end(), "*") != issuer.tenants.end();
        issuers.push_back({.name = issuer.issuer,
                           .every_tenant = every,
                           .tenants = every ? std::vector<std::string>{} : issuer.tenants,
                           .keys = std::move(*keys)});
    }
    return issuers;
}

}  // namespace

base::Result<std::shared_ptr<const auth::Verifier>> make_verifier(const Config& config) {
    auto issuers = read_issuers(config);
    if (!issuers) return issuers.error();
    if (issuers->empty()) {
        return base::invalid(
            "no key to judge tokens by: set auth.hs256_secret_file, or write an [[auth.issuer]]");
    }
    auto verifier = auth::Verifier::make(config.auth_audience, std::move(*issuers));
    if (!verifier) return base::within("auth", verifier.error());
    return verifier;
}

base::Result<Signer> make_signer(const Config& config) {
    if (config.auth_signing_key_file.empty()) {
        return base::invalid(
            "there is no key to sign with: set auth.signing_key_file to the file of a secret that "
            "the server accepts, or of a private key as PEM");
    }
    const std::string where = "auth.signing_key_file '" + config.auth_signing_key_file + "'";
    const auto file = base::Secret::read_file(config.auth_signing_key_file);
    if (!file) return base::within("auth.signing_key_file", file.error());
    const auto key = auth::Key::signing("", *file);
    if (!key) return base::within(where, key.error());
    const auto issuers = read_issuers(config);
    if (!issuers) return issuers.error();

    constexpr std::string_view probe = "which of the keys is this?";
    const std::string signature = key->sign(probe);
    for (const auth::Issuer& issuer : *issuers) {
        for (const auth::Key& known : issuer.keys) {
            if (known.algorithm() != key->algorithm() || !known.verifies(probe, signature)) {
                continue;
            }
            auto named = auth::Key::signing(known.kid(), *file);
            if (!named) return base::within(where, named.error());
            return Signer{std::move(*named), issuer.name};
        }
    }
    return Signer{*key, {}};
}

}  // namespace edgvoip::app
