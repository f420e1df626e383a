#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time_zone.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Who is who: an immutable snapshot of tenants, stores, extensions and DIDs.
namespace edgvoip::directory {

struct Store {
    base::StoreId id;
    std::string name;
};

struct Extension {
    std::string ext;  ///< unique in its tenant
    std::string user_id;
    std::string display_name;
    std::optional<base::StoreId> store;
};

struct Did {
    std::string did_e164;  ///< with `+`
    std::optional<base::StoreId> store;
    std::string label;
};

/// Per tenant; the defaults are the contract's.
struct Settings {
    std::int32_t sl_sec = 20;            ///< service level threshold, seconds
    std::int32_t contact_min_sec = 0;    ///< talk that counts as a contact, seconds
    std::int32_t short_sec = 6;          ///< gave up within: `short_abandoned`, seconds
    bool mask_numbers = false;           ///< last three digits hidden without scope `cdr:full`
    std::int32_t retention_days = 0;     ///< 0: kept for ever
    std::string recording_url_template;  ///< with `{path}`; empty: no URLs
};

class Tenant {
public:
    explicit Tenant(base::TimeZone tenant_zone) : zone(tenant_zone) {}

    base::TenantId id;
    std::string sip_domain;  ///< lower case
    std::string name;
    base::TimeZone zone;
    std::string country;                    ///< ISO 3166 alpha-2
    std::vector<std::string> pbx_contexts;  ///< dialplan contexts; a trailing `*` matches any rest
    std::vector<std::string> account_codes;
    Settings settings;
    std::vector<Store> stores;          ///< by name, then id
    std::vector<Extension> extensions;  ///< by number length, then number
    std::vector<Did> dids;              ///< by number

    /// Null when the tenant has none such.
    const Store* store(base::StoreId store) const;
    const Extension* extension(std::string_view ext) const;
    /// The DID whose digits are these, however it is written: `+390612…`, `390612…`, `0612…` (the
    /// number as dialled inside the tenant's country) and with `00` in front.
    const Did* did(std::string_view as_dialled) const;

private:
    friend class Builder;

    std::unordered_map<std::string, std::size_t> extension_at_;
    std::unordered_map<std::string, std::size_t> did_at_;  // by the digits of every dialled form
};

/// Any thread may read a snapshot; it never changes.
class Directory {
public:
    /// Reads `directory.json`. Refuses (Fault::invalid) what is inconsistent, naming what and
    /// where, every problem found in one sentence each, separated by newlines: unknown keys,
    /// wrong types, duplicate tenant ids, domains, DIDs, account codes, stores, extensions;
    /// context patterns that overlap between tenants; references to stores that do not exist;
    /// unknown zones or countries; settings out of range.
    static base::Result<std::shared_ptr<const Directory>> parse(std::string_view json);

    /// `parse` of a file; Fault::unavailable when it cannot be read.
    static base::Result<std::shared_ptr<const Directory>> read_file(const std::string& path);

    const std::vector<Tenant>& tenants() const { return tenants_; }

    /// Null when no tenant matches.
    const Tenant* by_id(base::TenantId id) const;
    const Tenant* by_domain(std::string_view sip_domain) const;  ///< ASCII case-insensitive
    const Tenant* by_context(std::string_view dialplan_context) const;
    const Tenant* by_account_code(std::string_view account_code) const;
    /// By the digits of a number as the trunk delivered it; null when none or when the digits
    /// could mean the DIDs of two tenants.
    const Tenant* by_did(std::string_view as_dialled) const;

    /// A fingerprint of the whole snapshot: equal content, equal text.
    const std::string& fingerprint() const { return fingerprint_; }

private:
    Directory() = default;
    friend class Builder;

    std::vector<Tenant> tenants_;
    std::unordered_map<base::TenantId, std::size_t> by_id_;
    std::unordered_map<std::string, std::size_t> by_domain_;
    std::unordered_map<std::string, std::size_t> by_account_code_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_did_digits_;
    std::string fingerprint_;
};

}  // namespace edgvoip::directory
