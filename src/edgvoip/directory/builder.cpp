#include "edgvoip/directory/builder.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "base/phone_number.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <tuple>

namespace edgvoip::directory {
namespace {

namespace json = boost::json;

bool is_domain(std::string_view text) {
    if (text.empty() || text.size() > 253 || text.find('.') == std::string_view::npos) return false;
    if (text.front() == '.' || text.back() == '.') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

bool is_e164(std::string_view text) {
    return text.size() >= 7 && text.size() <= 16 && text.front() == '+' && text[1] != '0' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What a pattern can match is a prefix range; two ranges meet when one prefix begins the other.
bool patterns_overlap(std::string_view a, std::string_view b) {
    const bool a_open = a.ends_with('*');
    const bool b_open = b.ends_with('*');
    if (a_open) a.remove_suffix(1);
    if (b_open) b.remove_suffix(1);
    if (a_open && b_open) return a.starts_with(b) || b.starts_with(a);
    if (a_open) return b.starts_with(a);
    if (b_open) return a.starts_with(b);
    return a == b;
}

}  // namespace

void Builder::problem(const std::string& where, std::string_view what) {
    if (!problems_.empty()) problems_ += '\n';
    problems_ += where + ": " + std::string(what);
}

const json::object* Builder::object(const json::value& value, const std::string& where,
                                    std::initializer_list<std::string_view> keys) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
        problem(where, "is not an object");
        return nullptr;
    }
    for (const auto& member : *object) {
        if (std::find(keys.begin(), keys.end(), std::string_view(member.key())) == keys.end()) {
            problem(where, "has the unknown key '" + std::string(member.key()) + "'");
        }
    }
    return object;
}

std::string Builder::text(const json::object& object, std::string_view key,
                          const std::string& where, Need need) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr || value->is_null()) {
        if (need == Need::required) problem(where, "lacks '" + std::string(key) + "'");
        return {};
    }
    if (!value->is_string()) {
        problem(where, "'" + std::string(key) + "' is not a string");
        return {};
    }
    std::string out(value->as_string());
    if (need == Need::required && out.empty()) {
        problem(where, "'" + std::string(key) + "' is empty");
    }
    return out;
}

const json::array& Builder::array(const json::object& object, std::string_view key,
                                  const std::string& where) {
    static const json::array none;
    const json::value* value = object.if_contains(key);
    if (value == nullptr || value->is_null()) return none;
    if (const json::array* array = value->if_array()) return *array;
    problem(where, "'" + std::string(key) + "' is not an array");
    return none;
}

std::vector<std::string> Builder::texts(const json::object& object, std::string_view key,
                                        const std::string& where) {
    std::vector<std::string> out;
    for (const json::value& value : array(object, key, where)) {
        if (value.is_string() && !value.as_string().empty()) {
            out.emplace_back(value.as_string());
        } else {
            problem(where, "'" + std::string(key) + "' holds something that is not a text");
        }
    }
    return out;
}

base::Uuid Builder::uuid(const json::object& object, std::string_view key,
                         const std::string& where) {
    const std::string given = text(object, key, where, Need::required);
    if (given.empty()) return {};
    const auto parsed = base::Uuid::parse(given);
    if (!parsed) {
        problem(where, "'" + std::string(key) + "' ('" + given + "') " + parsed.error().detail);
        return {};
    }
    return *parsed;
}

std::int32_t Builder::integer(const json::object& object, std::string_view key,
                              const std::string& where, std::int32_t otherwise, std::int32_t most) {
    const json::value* value = object.if_contains(key);
    if (value == nullptr || value->is_null()) return otherwise;
    const std::int64_t* number = value->if_int64();
    if (number == nullptr || *number < 0 || *number > most) {
        problem(where, "'" + std::string(key) + "' is not a whole number from 0 to " +
                           std::to_string(most));
        return otherwise;
    }
    return static_cast<std::int32_t>(*number);
}

Settings Builder::settings(const json::object& tenant, const std::string& where) {
    Settings out;
    const json::value* value = tenant.if_contains("settings");
    if (value == nullptr || value->is_null()) return out;
    const std::string here = where + ", settings";
    const json::object* given = object(*value, here,
                                       {"sl_sec", "contact_min_sec", "short_sec", "mask_numbers",
                                        "retention_days", "recording_url_template"});
    if (given == nullptr) return out;
    out.sl_sec = integer(*given, "sl_sec", here, out.sl_sec, 3600);
    out.contact_min_sec = integer(*given, "contact_min_sec", here, out.contact_min_sec, 3600);
    out.short_sec = integer(*given, "short_sec", here, out.short_sec, 3600);
    out.retention_days = integer(*given, "retention_days", here, out.retention_days, 36'500);
    if (const json::value* mask = given->if_contains("mask_numbers")) {
        if (mask->is_bool()) {
            out.mask_numbers = mask->as_bool();
        } else {
            problem(here, "'mask_numbers' is not true or false");
        }
    }
    out.recording_url_template = text(*given, "recording_url_template", here, Need::optional);
    if (!out.recording_url_template.empty() &&
        out.recording_url_template.find("{path}") == std::string::npos) {
        problem(here, "'recording_url_template' has no {path}");
    }
    return out;
}

std::optional<base::StoreId> Builder::store_reference(const json::object& object,
                                                      const std::string& where,
                                                      const Tenant& tenant) {
    const json::value* value = object.if_contains("store_id");
    if (value == nullptr || value->is_null()) return std::nullopt;
    const base::StoreId id{uuid(object, "store_id", where)};
    if (tenant.store(id) == nullptr) {
        problem(where,
                "refers to the store " + id.uuid.text() + ", which the tenant does not have");
    }
    return id;
}

void Builder::read_stores(const json::object& object_of_tenant, const std::string& where,
                          Tenant& tenant) {
    std::set<base::StoreId> seen;
    for (const json::value& value : array(object_of_tenant, "stores", where)) {
        const std::string here = where + ", store " + std::to_string(seen.size() + 1);
        const json::object* given = object(value, here, {"store_id", "name"});
        if (given == nullptr) continue;
        Store store{{uuid(*given, "store_id", here)}, text(*given, "name", here, Need::required)};
        if (!seen.insert(store.id).second) {
            problem(here, "has the store_id of another store (" + store.id.uuid.text() + ")");
        }
        tenant.stores.push_back(std::move(store));
    }
    std::sort(tenant.stores.begin(), tenant.stores.end(), [](const Store& a, const Store& b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
}

void Builder::read_extensions(const json::object& object_of_tenant, const std::string& where,
                              Tenant& tenant) {
    for (const json::value& value : array(object_of_tenant, "extensions", where)) {
        std::string here = where + ", extension " + std::to_string(tenant.extensions.size() + 1);
        const json::object* given =
            object(value, here, {"ext", "user_id", "display_name", "store_id"});
        if (given == nullptr) continue;
        Extension extension;
        extension.ext = text(*given, "ext", here, Need::required);
        here += " ('" + extension.ext + "')";
        extension.user_id = text(*given, "user_id", here, Need::optional);
        extension.display_name = text(*given, "display_name", here, Need::optional);
        extension.store = store_reference(*given, here, tenant);
        tenant.extensions.push_back(std::move(extension));
    }
    std::sort(tenant.extensions.begin(), tenant.extensions.end(),
              [](const Extension& a, const Extension& b) {
                  return std::pair(a.ext.size(), a.ext) < std::pair(b.ext.size(), b.ext);
              });
    for (std::size_t i = 0; i < tenant.extensions.size(); ++i) {
        const std::string& ext = tenant.extensions[i].ext;
        if (!tenant.extension_at_.emplace(ext, i).second) {
            problem(where, "has the extension '" + ext + "' twice");
        }
    }
}

void Builder::read_dids(const json::object& object_of_tenant, const std::string& where,
                        Tenant& tenant) {
    for (const json::value& value : array(object_of_tenant, "dids", where)) {
        // Told by its place: the sentence goes into the log, where no whole number may be.
        const std::string here = where + ", DID " + std::to_string(tenant.dids.size() + 1);
        const json::object* given = object(value, here, {"did_e164", "store_id", "label"});
        if (given == nullptr) continue;
        Did did;
        did.did_e164 = text(*given, "did_e164", here, Need::required);
        if (!did.did_e164.empty() && !is_e164(did.did_e164)) {
            problem(here, "is not an E.164 number (+ and 6 to 15 digits)");
        }
        did.label = text(*given, "label", here, Need::optional);
        did.store = store_reference(*given, here, tenant);
        const auto [owner, is_new] = did_owner_.emplace(did.did_e164, tenant.sip_domain);
        if (!is_new) problem(here, "is a DID of " + owner->second + " already");
        tenant.dids.push_back(std::move(did));
    }
    std::sort(tenant.dids.begin(), tenant.dids.end(),
              [](const Did& a, const Did& b) { return a.did_e164 < b.did_e164; });
    for (std::size_t i = 0; i < tenant.dids.size(); ++i) {
        for (std::string& form : base::dialled_forms(tenant.dids[i].did_e164, tenant.country)) {
            tenant.did_at_.emplace(std::move(form), i);
        }
    }
}

void Builder::read_contexts(const json::object& object_of_tenant, const std::string& where,
                            Tenant& tenant) {
    tenant.pbx_contexts = texts(object_of_tenant, "pbx_contexts", where);
    for (const std::string& pattern : tenant.pbx_contexts) {
        if (pattern.find('*') < pattern.size() - 1) {
            problem(where, "the context pattern '" + pattern + "' has a * that is not its end");
        }
        for (const auto& [other, domain] : context_owner_) {
            if (domain != tenant.sip_domain && patterns_overlap(pattern, other)) {
                problem(where, "the context pattern '" + pattern + "' overlaps '" + other +
                                   "' of " + domain);
            }
        }
    }
    for (const std::string& pattern : tenant.pbx_contexts) {
        context_owner_.emplace_back(pattern, tenant.sip_domain);
    }
    tenant.account_codes = texts(object_of_tenant, "account_codes", where);
}

void Builder::read_tenant(const json::value& value, std::size_t index) {
    std::string where = "tenant " + std::to_string(index + 1);
    if (const json::object* named = value.if_object()) {
        const json::value* domain = named->if_contains("sip_domain");
        if (domain != nullptr && domain->is_string()) {
            where += " (" + std::string(domain->as_string()) + ")";
        }
    }
    const json::object* given =
        object(value, where,
               {"tenant_id", "sip_domain", "name", "timezone", "country", "pbx_contexts",
                "account_codes", "settings", "stores", "extensions", "dids"});
    if (given == nullptr) return;
    const std::string domain = text(*given, "sip_domain", where, Need::required);
    const std::string zone_name = text(*given, "timezone", where, Need::required);
    const auto zone = base::TimeZone::find(zone_name);
    if (!zone) {
        if (!zone_name.empty()) problem(where, "'timezone' " + zone.error().detail);
        return;
    }
    Tenant tenant(*zone);
    tenant.sip_domain = base::ascii_lower(domain);
    if (!domain.empty() && !is_domain(tenant.sip_domain)) {
        problem(where, "'sip_domain' is not a domain name");
    }
    tenant.id = {uuid(*given, "tenant_id", where)};
    tenant.name = text(*given, "name", where, Need::required);
    tenant.country = text(*given, "country", where, Need::required);
    if (!tenant.country.empty() && !base::is_known_country(tenant.country)) {
        problem(where, "'country' ('" + tenant.country + "') is not an ISO 3166 code such as IT");
    }
    tenant.settings = settings(*given, where);
    read_contexts(*given, where, tenant);
    read_stores(*given, where, tenant);
    read_extensions(*given, where, tenant);
    read_dids(*given, where, tenant);
    add(std::move(tenant), where);
}

void Builder::add(Tenant tenant, const std::string& where) {
    const std::size_t at = directory_->tenants_.size();
    if (!directory_->by_id_.emplace(tenant.id, at).second) {
        problem(where, "has the tenant_id of another tenant (" + tenant.id.uuid.text() + ")");
    }
    if (!directory_->by_domain_.emplace(tenant.sip_domain, at).second) {
        problem(where, "has the sip_domain of another tenant");
    }
    for (const std::string& code : tenant.account_codes) {
        const auto [owner, is_new] = directory_->by_account_code_.emplace(code, at);
        if (!is_new && owner->second != at) {
            problem(where, "has the account code '" + code + "' of " +
                               directory_->tenants_[owner->second].sip_domain);
        }
    }
    for (const auto& [digits, did] : tenant.did_at_) {
        directory_->by_did_digits_[digits].push_back(at);
    }
    directory_->tenants_.push_back(std::move(tenant));
}

base::Result<std::shared_ptr<const Directory>> Builder::build(std::string_view text) {
    boost::system::error_code error;
    const json::value root = json::parse(json::string_view(text.data(), text.size()), error);
    if (error) return base::invalid("the directory is not JSON: " + error.message());
    const json::object* top = object(root, "the directory", {"tenants"});
    if (top != nullptr) {
        if (!top->contains("tenants")) problem("the directory", "lacks 'tenants'");
        const json::array& tenants = array(*top, "tenants", "the directory");
        for (std::size_t i = 0; i < tenants.size(); ++i)
            read_tenant(tenants[i], i);
    }
    if (!problems_.empty()) return base::invalid(problems_);
    directory_->fingerprint_ = std::to_string(std::hash<std::string>{}(json::serialize(root)));
    return std::shared_ptr<const Directory>(std::move(directory_));
}

base::Result<std::shared_ptr<const Directory>> Directory::parse(std::string_view json) {
    return Builder(std::shared_ptr<Directory>(new Directory)).build(json);
}

base::Result<std::shared_ptr<const Directory>> Directory::read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return base::unavailable("cannot read the directory '" + path +
                                 "': " + std::strerror(errno));
    }
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad()) {
        return base::unavailable("cannot read the directory '" + path +
                                 "': " + std::strerror(errno));
    }
    if (text.size() > base::limits::directory_bytes_max) {
        return base::invalid("the directory '" + path + "' is larger than " +
                             std::to_string(base::limits::directory_bytes_max) + " bytes");
    }
    auto parsed = parse(text);
    if (!parsed) return base::within("the directory '" + path + "'", parsed.error());
    return parsed;
}

}  // namespace edgvoip::directory
