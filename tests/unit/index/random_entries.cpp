#include "random_entries.hpp"

#include "base/phone_number.hpp"

#include <algorithm>
#include <optional>

namespace edgvoip::index {
namespace {

using call::Direction;
using call::Disposition;

const std::vector<std::string> numbers = {"",
                                          "+390612345678",
                                          "+390612345999",
                                          "+39061234567",
                                          "+393331234567",
                                          "+3933",
                                          "+1234",
                                          "0612345678",
                                          "061234",
                                          "12345",
                                          "123456",
                                          "112",
                                          "+123456789012345",
                                          "123456789012345",
                                          "1234567890123456",
                                          "+12345678901234567",
                                          "bürö12345",
                                          "ünü1234",
                                          "+39*61",
                                          "+"};
const std::vector<std::string> names = {"",     "peru s.r.l.", "perugina", "rossi, anna", "rossi",
                                        "100%", "a_b",         "uber'uns", "na ros",      "s"};
const std::vector<std::string> exts = {"1001", "1002", "10", "1,2", "a'b", "ü", "100"};
const std::vector<std::string> wanted_exts = {"1001", "1002", "10", "1", "nobody", "ü"};

std::vector<base::StoreId> stores() {
    std::vector<base::StoreId> all;
    for (std::uint8_t n = 0; n < 7; ++n) {
        base::StoreId store;
        store.uuid.bytes.fill(n);
        all.push_back(store);
    }
    return all;
}

std::string start_of(const std::string& text, std::int64_t bytes) {
    auto length = std::min(static_cast<std::size_t>(bytes), text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80)
        ++length;
    return text.substr(0, length);
}

}  // namespace

std::string random_uuid(std::mt19937_64& engine) {
    base::Uuid uuid;
    for (std::uint8_t& byte : uuid.bytes)
        byte = static_cast<std::uint8_t>(engine());
    return uuid.text();
}

base::CallId RandomEntries::id() {
    const std::string number = std::to_string(ids_++);
    switch (between(0, 4)) {
        case 0:
            return {"pbx1-1760000000." + number};
        case 1: {
            std::string upper = random_uuid(engine_);
            upper[0] = 'A';  // a UUID, but not as it is written by the rule
            return {upper};
        }
        case 2:
            return {"7" + number};
        default:
            return {random_uuid(engine_)};
    }
}

void RandomEntries::fill(Entry& entry) {
    entry.direction = static_cast<Direction>(between(1, 3));
    entry.disposition = static_cast<Disposition>(between(1, 4));
    entry.missed_reason.reset();
    if (one_in(3)) entry.missed_reason = static_cast<call::MissedReason>(between(1, 9));
    entry.billsec = static_cast<std::int32_t>(one_in(20) ? between(4000, 200'000) : between(0, 9));
    entry.ring_sec =
        static_cast<std::int32_t>(one_in(40) ? between(65'530, 65'540) : between(0, 9));
    entry.did_e164 = any_of(numbers);
    entry.ext_number = one_in(3) ? "" : any_of(exts);
    entry.remote_number = any_of(numbers);
    entry.name_folded = any_of(names);
    entry.store.reset();
    if (!one_in(4)) entry.store = any_of(stores());
    entry.mos_centi.reset();
    if (one_in(2)) entry.mos_centi = static_cast<std::int32_t>(between(2, 9) * 50);
    // Not only together with a MOS: the index keeps what it is given.
    entry.mos_source.reset();
    if (one_in(2)) entry.mos_source = static_cast<call::MosSource>(between(1, 2));
    entry.jitter_tenth_ms.reset();
    if (one_in(2)) entry.jitter_tenth_ms = static_cast<std::int32_t>(between(0, 5));
    entry.loss_centi_pct.reset();
    if (one_in(2)) entry.loss_centi_pct = static_cast<std::int32_t>(between(0, 70'000));
    entry.recorded = one_in(2);
}

Entry RandomEntries::entry_from(std::int64_t first_second) {
    Entry entry;
    entry.id = id();
    // Whole seconds half of the time, so that starts tie.
    entry.start = {first.us + (first_second + between(0, 60)) * base::us_per_second +
                   (one_in(2) ? 0 : between(0, 999'999))};
    fill(entry);
    return entry;
}

Entry RandomEntries::entry() {
    return entry_from(between(0, span_seconds));
}

Entry RandomEntries::again(const Entry& entry) {
    Entry next = entry;
    fill(next);
    if (one_in(2)) next.start = {first.us + between(0, span_seconds) * base::us_per_second};
    return next;
}

void RandomEntries::narrow_by_values(call::CallFilter& filter) {
    if (one_in(4)) filter.direction = static_cast<Direction>(between(1, 3));
    for (std::int64_t n = one_in(3) ? between(1, 4) : 0; n > 0; --n)
        filter.dispositions.push_back(static_cast<Disposition>(between(1, 4)));
    if (one_in(8)) filter.min_billsec = one_in(3) ? between(3000, 90'000) : between(-1, 6);
    if (one_in(8)) filter.max_billsec = one_in(3) ? between(3000, 90'000) : between(-1, 6);
    if (one_in(8)) filter.min_ring_sec = one_in(3) ? between(65'530, 65'540) : between(0, 8);
    if (one_in(8)) filter.max_ring_sec = one_in(3) ? between(65'530, 65'540) : between(0, 8);
    if (one_in(20)) filter.min_billsec = std::numeric_limits<std::int64_t>::max();
    if (one_in(20)) filter.max_billsec = std::numeric_limits<std::int64_t>::max();
    if (one_in(8)) filter.max_mos_centi = between(-1, 9) * 50;
    if (one_in(8)) filter.has_mos = one_in(2);
    if (one_in(8)) filter.has_recording = one_in(2);
    if (one_in(12)) filter.missed_reason = static_cast<call::MissedReason>(between(1, 9));
    if (one_in(8)) filter.ext = any_of(wanted_exts);
    if (one_in(8)) filter.store = any_of(stores());
    filter.without_store = one_in(12);
}

void RandomEntries::narrow_by_text(call::CallFilter& filter) {
    filter.masked = one_in(3);
    const auto given = [this, &filter] {
        const std::string number = any_of(numbers);
        const std::string masked = base::mask_number(number);
        return filter.masked ? masked.substr(0, masked.find('*')) : number;
    };
    if (one_in(8)) filter.did_e164 = given();
    if (one_in(8)) filter.number = given();
    for (std::int64_t n = one_in(5) ? between(1, 8) : 0; n > 0; --n) {
        const std::string number = any_of(numbers);
        if (!number.empty()) filter.number_prefixes.push_back(start_of(number, between(1, 16)));
    }
    if (one_in(5)) {
        filter.name_part =
            any_of<std::string>({"peru", "ross", "%", "_", "'", "nobody", "s", "a", "na ros"});
    }
}

void RandomEntries::narrow_by_scope(call::CallFilter& filter) {
    if (one_in(6)) {
        filter.scope_stores.emplace();
        for (const base::StoreId& store : stores()) {
            if (one_in(2)) filter.scope_stores->push_back(store);
        }
    }
    if (one_in(6)) {
        filter.scope_exts.emplace();
        for (const std::string& ext : exts) {
            if (!one_in(4)) filter.scope_exts->push_back(ext);
        }
        if (one_in(2)) filter.scope_exts->emplace_back();
    }
}

call::CallFilter RandomEntries::filter() {
    call::CallFilter filter;
    const auto second = [this](std::int64_t otherwise) {
        return one_in(2) ? otherwise : between(-10, span_seconds + 100);
    };
    filter.from = {first.us + second(0) * base::us_per_second + (one_in(4) ? 500'000 : 0)};
    filter.to = {first.us + second(span_seconds + 100) * base::us_per_second};
    if (one_in(8)) return filter;
    narrow_by_values(filter);
    narrow_by_text(filter);
    narrow_by_scope(filter);
    return filter;
}

call::CallOrder RandomEntries::order() {
    return static_cast<call::CallOrder>(between(0, 4));
}

Entry realistic_entry(std::mt19937_64& engine, base::Instant start) {
    const auto below = [&engine](std::uint64_t n) { return engine() % n; };
    const auto skewed = [&below](std::uint64_t n) { return below(below(n) + 1); };
    Entry entry;
    entry.id = {random_uuid(engine)};
    entry.start = start;
    entry.direction = static_cast<Direction>(1 + skewed(3));
    entry.disposition =
        below(100) < 78 ? Disposition::answered : static_cast<Disposition>(2 + below(3));
    const bool answered = entry.disposition == Disposition::answered;
    if (!answered && entry.direction == Direction::in) {
        entry.missed_reason = static_cast<call::MissedReason>(1 + below(9));
    }
    entry.billsec = answered ? static_cast<std::int32_t>(1 + skewed(1800)) : 0;
    entry.ring_sec = static_cast<std::int32_t>(below(60));
    entry.did_e164 = "+390" + std::to_string(61'000'000 + below(120));
    entry.ext_number = below(5) == 0 ? "" : std::to_string(1001 + skewed(900));
    entry.remote_number = "+393" + std::to_string(100'000'000 + skewed(400'000));
    if (below(3) == 0) entry.name_folded = "cliente " + std::to_string(skewed(100'000));
    if (below(20) != 0) {
        entry.store.emplace();
        entry.store->uuid.bytes[3] = static_cast<std::uint8_t>(skewed(140));
    }
    if (answered && below(5) != 0) {
        entry.quality_status = call::QualityStatus::measured;
        entry.mos_centi = static_cast<std::int32_t>(440 - skewed(200));
        entry.mos_source = call::MosSource::g107;
        entry.jitter_tenth_ms = static_cast<std::int32_t>(skewed(900));
        entry.loss_centi_pct = static_cast<std::int32_t>(skewed(600));
    }
    entry.recorded = below(4) == 0;
    return entry;
}

}  // namespace edgvoip::index
