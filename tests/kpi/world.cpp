#include "world.hpp"

#include <boost/json.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

// The last two change their clocks at midnight.
const std::vector<std::pair<std::string, std::string>> zones = {
    {"Europe/Rome", "IT"},      {"Europe/Rome", "IT"},  {"Asia/Kolkata", "IN"},
    {"America/St_Johns", "CA"}, {"UTC", "GB"},          {"Australia/Lord_Howe", "AU"},
    {"America/St_Johns", "CA"}, {"Africa/Cairo", "EG"}, {"America/Havana", "CU"},
};

constexpr std::int64_t us_per_minute = 60 * base::us_per_second;

std::int64_t offset_at(const base::TimeZone& zone, base::Instant instant) {
    const base::TimeZone::Local local = zone.to_local(instant);
    return base::utc_midnight(local.date).us + local.time_of_day_us - instant.us;
}

json::value store_or_null(Chance& chance, const std::vector<std::string>& stores) {
    if (stores.empty() || chance.one_in(4)) return nullptr;
    return json::value(chance.any_of(stores));
}

json::object settings_of(Chance& chance) {
    json::object settings;
    if (chance.one_in(2)) settings["sl_sec"] = chance.any_of<std::int64_t>({0, 5, 10, 30});
    if (chance.one_in(2)) settings["contact_min_sec"] = 30;
    if (chance.one_in(2)) settings["mask_numbers"] = true;
    return settings;
}

json::array stores_of(Chance& chance, std::vector<std::string>& ids) {
    json::array stores;
    for (std::int64_t n = chance.between(0, 5); n > 0; --n) {
        ids.push_back(random_uuid(chance).text());
        const std::string name = chance.any_of<std::string>({"Roma", "Milano", "Bari \"Porto\""});
        stores.push_back({{"store_id", ids.back()}, {"name", name}});
    }
    return stores;
}

json::array extensions_of(Chance& chance, const std::vector<std::string>& stores) {
    json::array extensions;
    for (const char* const ext : {"1001", "1002", "1003", "20", "7", "10001", "1004"}) {
        if (chance.one_in(3)) continue;
        json::object extension{{"ext", ext}, {"store_id", store_or_null(chance, stores)}};
        if (!chance.one_in(4)) extension["user_id"] = std::string("u-") + ext;
        if (!chance.one_in(4)) extension["display_name"] = std::string("Cassa ") + ext;
        extensions.push_back(std::move(extension));
    }
    return extensions;
}

/// Numbers that differ in the last two digits only, and others; every tenant has its own.
std::string did_of(std::size_t tenant, std::int64_t n) {
    return (n < 3 ? "+3906123456" : "+3902987654") + std::to_string(tenant) + std::to_string(n);
}

json::array dids_of(Chance& chance, std::size_t tenant, const std::vector<std::string>& stores) {
    json::array dids;
    for (std::int64_t n = 0; n < 5; ++n) {
        if (chance.one_in(3)) continue;
        dids.push_back(
            {{"did_e164", did_of(tenant, n)}, {"store_id", store_or_null(chance, stores)}});
    }
    return dids;
}

json::object tenant_of(Chance& chance, std::size_t number) {
    const auto& [zone, country] = chance.any_of(zones);
    std::vector<std::string> stores;
    json::object tenant{{"tenant_id", random_uuid(chance).text()},
                        {"sip_domain", "chain-" + std::to_string(number) + ".example"},
                        {"name", "Chain " + std::to_string(number)},
                        {"timezone", zone},
                        {"country", country}};
    tenant["settings"] = settings_of(chance);
    tenant["stores"] = stores_of(chance, stores);
    tenant["extensions"] = extensions_of(chance, stores);
    tenant["dids"] = dids_of(chance, number, stores);
    return tenant;
}

Realm realm_of(Chance& chance, const directory::Tenant& tenant, std::size_t number, int year) {
    Realm realm;
    realm.tenant = &tenant;
    realm.stores = {std::nullopt, base::StoreId{random_uuid(chance)},
                    base::StoreId{random_uuid(chance)}};
    for (const directory::Store& store : tenant.stores)
        realm.stores.emplace_back(store.id);
    realm.exts = {"9", "30001", "a b&c", "1'1", "ü"};
    for (const directory::Extension& extension : tenant.extensions)
        realm.exts.push_back(extension.ext);
    for (std::int64_t n = 0; n < 5; ++n)
        realm.dids.push_back(did_of(number, n));
    realm.remotes = {"+393331234501",
                     "+393331234502",
                     "+393331234503",
                     "+39068765432",
                     "+12025550123",
                     "+393331234501",
                     "+393331234502",
                     "",
                     "112",
                     "1001",
                     "12345678",
                     "1234567890123456",
                     did_of(number, 1)};
    realm.centres = clock_changes(tenant.zone, year);
    realm.centres.push_back(tenant.zone.day_start({year, 6, 1}));
    realm.centres.push_back(tenant.zone.day_start({year, 11, 3}));
    return realm;
}

}  // namespace

base::Uuid random_uuid(Chance& chance) {
    base::Uuid uuid;
    for (std::uint8_t& byte : uuid.bytes)
        byte = static_cast<std::uint8_t>(chance.between(0, 255));
    return uuid;
}

std::vector<base::Instant> clock_changes(const base::TimeZone& zone, int year) {
    std::vector<base::Instant> changes;
    const base::Instant end = base::utc_midnight({year + 1, 1, 1});
    base::Instant at = base::utc_midnight({year, 1, 1});
    for (; at < end; at.us += 60 * us_per_minute) {
        base::Instant minute = at;
        if (offset_at(zone, at) == offset_at(zone, {at.us + 60 * us_per_minute})) continue;
        while (offset_at(zone, minute) == offset_at(zone, at))
            minute.us += us_per_minute;
        changes.push_back(minute);
    }
    return changes;
}

World make_world(Chance& chance) {
    World world;
    // Until 2011 the clocks of St. John's went back over midnight.
    const int year = chance.one_in(4) ? 2010 : 2025;
    json::array tenants;
    for (auto number = static_cast<std::size_t>(chance.between(2, 3)); number > 0; --number)
        tenants.push_back(tenant_of(chance, number));
    world.directory =
        directory::Directory::parse(json::serialize(json::object{{"tenants", tenants}})).value();
    for (const directory::Tenant& tenant : world.directory->tenants()) {
        const std::size_t number = world.directory->tenants().size() - world.realms.size();
        world.realms.push_back(realm_of(chance, tenant, number, year));
    }
    world.now = {base::utc_midnight({year, 11, 12}).us +
                 chance.between(0, 20 * base::us_per_day / 1000) * 1000};
    return world;
}

}  // namespace edgvoip::oracle
