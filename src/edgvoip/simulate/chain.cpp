#include "base/phone_number.hpp"
#include "edgvoip/simulate/names.hpp"
#include "edgvoip/simulate/random.hpp"
#include "edgvoip/simulate/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace edgvoip::simulate {
namespace {

constexpr std::size_t extensions_max = 6000;  // 1001…7000, clear of the services' numbers
constexpr double size_skew = 0.9;             // how fast tenants shrink, as Zipf's law has it
constexpr std::size_t large_tenant_stores = 3;
constexpr double delay_max_sec = 24 * 3600;

std::string letters_of(int index) {
    std::string text;
    for (int left = index + 1; left > 0; left = (left - 1) / 26) {
        text.insert(text.begin(), static_cast<char>('a' + (left - 1) % 26));
    }
    return text;
}

base::Result<void> within_range(std::string_view name, double value, double least, double most) {
    if (value >= least && value <= most) return {};
    return base::invalid(std::string(name) + " must be from " + std::to_string(least) + " to " +
                         std::to_string(most));
}

base::Result<void> check_options(const ChainOptions& options) {
    struct Range {
        std::string_view name;
        double value, least, most;
    };
    const Delay callback = options.callbacks_after.value_or(Delay{});
    const Range ranges[] = {
        {"tenants", double(options.tenants), 1, 1000},
        {"stores_per_tenant_min", double(options.stores_per_tenant_min), 1, 300},
        {"stores_per_tenant_max", double(options.stores_per_tenant_max),
         double(options.stores_per_tenant_min), 300},
        {"agents_per_store_min", double(options.agents_per_store_min), 2, 20},
        {"agents_per_store_max", double(options.agents_per_store_max),
         double(options.agents_per_store_min), 20},
        {"calls_per_store_day", options.calls_per_store_day, 0.1, 5000},
        {"callbacks_after.least_sec", double(callback.least_sec), 1, delay_max_sec},
        {"callbacks_after.most_sec", double(callback.most_sec), double(callback.least_sec),
         delay_max_sec},
    };
    for (const Range& range : ranges) {
        const auto in = within_range(range.name, range.value, range.least, range.most);
        if (!in) return in.error();
    }
    if (options.sip_domain_pattern.find("{}") == std::string::npos) {
        return base::invalid("sip_domain_pattern must contain {}");
    }
    return {};
}

/// A valid landline of that area that nobody else has. The digits behind the area code bring the
/// number to nine or ten; Rome's never begin with 1, 6 or 9, which are other services.
std::string new_landline(Random& random, std::string_view area, std::set<std::string>& taken) {
    static constexpr std::string_view first_digits = "234578";
    for (int attempt = 0; attempt < 1000; ++attempt) {
        std::string number = "+39" + std::string(area);
        number += first_digits[static_cast<std::size_t>(random.below(6))];
        const std::size_t length = 3 + (area.size() == 2 ? 10 : 9);
        while (number.size() < length)
            number += static_cast<char>('0' + random.below(10));
        if (base::PhoneNumber::read(number, "IT").text() != number) continue;
        if (taken.insert(number).second) return number;
    }
    throw base::Bug("an area code without valid free numbers: " + std::string(area));
}

class TenantMaker {
public:
    TenantMaker(const ChainOptions& options, int index, std::set<std::string>& numbers)
        : options_(options),
          index_(index),
          numbers_(numbers),
          random_(sub_seed(options.seed, 0x7e4a'0000 + static_cast<std::uint64_t>(index))) {}

    Tenant make() {
        const std::string letters = letters_of(index_);
        tenant_.id = {random_.uuid()};
        tenant_.slug = "catena-" + letters;
        tenant_.sip_domain = options_.sip_domain_pattern;
        tenant_.sip_domain.replace(tenant_.sip_domain.find("{}"), 2, letters);
        name_tenant();
        make_stores(store_count());
        if (tenant_.stores.size() >= large_tenant_stores) {
            tenant_.has_queue = true;
            tenant_.central_did_e164 = new_landline(random_, tenant_.stores.front().area, numbers_);
        }
        tenant_.sets_variables = index_ % 3 != 1;
        tenant_.records = index_ % 2 == 0;
        return std::move(tenant_);
    }

private:
    void name_tenant() {
        const auto index = static_cast<std::size_t>(index_);
        tenant_.name = std::string(trades[index % trades.size()]) + " " +
                       std::string(fictions[(index * 5 + index / trades.size()) % fictions.size()]);
        const std::size_t round = index / (trades.size() * fictions.size());
        if (round > 0) tenant_.name += " " + std::to_string(round + 1);
    }

    int store_count() const {
        const double shrunk = options_.stores_per_tenant_max / std::pow(index_ + 1, size_skew);
        return std::max(options_.stores_per_tenant_min, static_cast<int>(shrunk));
    }

    void make_stores(int count) {
        // 30 cities and 10 quarters: no name comes twice within the 300 stores a tenant may have.
        const std::size_t first = static_cast<std::size_t>(random_.below(cities.size()));
        for (int i = 0; i < count; ++i) {
            const auto place = first + static_cast<std::size_t>(i);
            const City& city = cities[place % cities.size()];
            Store store{.id = {random_.uuid()},
                        .name = std::string(city.name) + " " +
                                std::string(quarters[place / cities.size() % quarters.size()]),
                        .area = std::string(city.area),
                        .did_e164 = new_landline(random_, city.area, numbers_),
                        .ring_group = std::to_string(600 + i),
                        .extensions = {},
                        .weight = 0.5 + random_.unit()};
            add_extensions(store, static_cast<std::size_t>(i));
            tenant_.stores.push_back(std::move(store));
        }
    }

    void add_extensions(Store& store, std::size_t position) {
        const auto count =
            random_.between(options_.agents_per_store_min, options_.agents_per_store_max);
        for (std::int64_t i = 0; i < count && tenant_.extensions.size() < extensions_max; ++i) {
            const std::string ext = std::to_string(1001 + tenant_.extensions.size());
            const auto place = static_cast<std::size_t>(i);
            std::string shown(places[place % places.size()]);
            if (place == 0 || place >= places.size()) {
                shown += " " + std::to_string(place / places.size() + 1);
            }
            store.extensions.push_back(tenant_.extensions.size());
            tenant_.extensions.push_back({.ext = ext,
                                          .user_id = "u-" + ext,
                                          .display_name = std::move(shown),
                                          .store = position,
                                          .shows_name = random_.chance(0.4)});
        }
    }

    const ChainOptions& options_;
    int index_;
    std::set<std::string>& numbers_;
    Random random_;
    Tenant tenant_;
};

}  // namespace

base::Result<Chain> make_chain(const ChainOptions& options) {
    const auto sound = check_options(options);
    if (!sound) return sound.error();
    Chain chain{.options = options, .tenants = {}};
    std::set<std::string> numbers;
    for (int i = 0; i < options.tenants; ++i) {
        chain.tenants.push_back(TenantMaker(options, i, numbers).make());
    }
    return chain;
}

}  // namespace edgvoip::simulate
