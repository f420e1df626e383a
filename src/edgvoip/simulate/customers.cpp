#include "edgvoip/simulate/customers.hpp"

#include "edgvoip/simulate/names.hpp"

namespace edgvoip::simulate {
namespace {

constexpr std::string_view italy = "+39";

std::string with_digits(std::string number, std::size_t length, Random& random) {
    while (number.size() < length)
        number += static_cast<char>('0' + random.below(10));
    return number;
}

std::string mobile(Random& random) {
    return with_digits("+393" + std::to_string(random.between(20, 99)), 13, random);
}

std::string landline(std::string_view area, Random& random) {
    static constexpr std::string_view first_digits = "234578";
    std::string number = "+39" + std::string(area);
    number += first_digits[static_cast<std::size_t>(random.below(6))];
    return with_digits(std::move(number), area.size() == 2 ? 13 : 12, random);
}

std::string foreign(Random& random) {
    switch (random.below(3)) {
        case 0:
            return with_digits("+41442", 12, random);
        case 1:
            return with_digits("+3361", 12, random);
        default:
            return with_digits("+49151", 14, random);
    }
}

}  // namespace

Party customer(std::uint64_t shop_seed, std::int64_t index, std::string_view area) {
    Random random(sub_seed(shop_seed, static_cast<std::uint64_t>(index)));
    Party party;
    const double kind = random.unit();
    if (kind < 0.72) {
        party.e164 = mobile(random);
    } else if (kind < 0.94) {
        party.e164 = landline(area, random);
        if (random.chance(0.4)) {
            party.name = random.pick(std::span<const std::string_view>(caller_names));
        }
    } else {
        party.e164 = foreign(random);
    }
    return party;
}

std::string as_sent(std::string_view e164, NumberForm form, Random& random) {
    const double chance = random.unit();
    const bool at_home = e164.starts_with(italy);
    if (form == NumberForm::e164) return std::string(e164);
    if (form == NumberForm::without_plus) {
        return at_home ? std::string(e164.substr(1)) : "00" + std::string(e164.substr(1));
    }
    if (chance < 0.8) return std::string(e164);
    if (!at_home) return "00" + std::string(e164.substr(1));
    return std::string(chance < 0.9 ? e164.substr(1) : e164.substr(italy.size()));
}

std::string as_dialled(std::string_view e164, Random& random) {
    const double chance = random.unit();
    const bool at_home = e164.starts_with(italy);
    if (chance < 0.2) return std::string(e164);
    if (!at_home || chance < 0.28) return "00" + std::string(e164.substr(1));
    return std::string(e164.substr(italy.size()));
}

}  // namespace edgvoip::simulate
