#include "random_question.hpp"

#include "instant_text.hpp"
#include "target.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace edgvoip::oracle {
namespace {

constexpr std::array<std::string_view, 4> status_words = {"all", "due", "returned", "unreachable"};
constexpr std::array<std::string_view, 5> group_words = {"total", "hour", "day", "store", "agent"};
constexpr std::array<std::string_view, 4> bucket_words = {"hour", "day", "week", "month"};

/// One bound of an interval, and one of the ways to write it.
struct Bound {
    base::Instant at;
    std::string text;
};

base::Instant random_instant(Chance& chance, const Realm& realm,
                             const std::vector<call::Call>& calls) {
    if (!calls.empty() && chance.one_in(8))
        return {chance.any_of(calls).start.us + chance.between(-1, 1)};
    const std::int64_t hours = chance.one_in(2) ? 4 : 24 * 4;
    std::int64_t us = chance.any_of(realm.centres).us;
    us += chance.between(-hours * 60, hours * 60) * 60 * base::us_per_second;
    if (chance.one_in(3)) us += chance.between(0, 59'999) * 1000;
    return {us};
}

std::string offset_text(Chance& chance, base::Instant at, int digits) {
    // Offsets of quarters of an hour, written in the three ways there are.
    const std::int64_t quarters = chance.between(-48, 48);
    const std::int64_t minutes = (quarters < 0 ? -quarters : quarters) * 15;
    std::string text = instant_text({at.us + quarters * 15 * 60 * base::us_per_second}, digits);
    text += quarters < 0 ? "-" : chance.any_of<std::string>({"%2B", "+", "%20"});
    const std::string hour = std::to_string(100 + minutes / 60).substr(1);
    const std::string minute = std::to_string(100 + minutes % 60).substr(1);
    if (minutes % 60 == 0 && chance.one_in(2)) return text + hour;
    return text + hour + (chance.one_in(2) ? ":" : "") + minute;
}

Bound random_bound(Chance& chance, const Realm& realm, const std::vector<call::Call>& calls,
                   bool is_end) {
    const base::TimeZone& zone = realm.tenant->zone;
    base::Instant at = random_instant(chance, realm, calls);
    const int digits = at.us % base::us_per_second == 0 ? 0 : 6;
    const base::TimeZone::Local local = zone.to_local(at);
    if (chance.one_in(3)) {
        const std::string day = instant_text(base::utc_midnight(local.date), 0).substr(0, 10);
        return {zone.day_start(is_end ? base::next_day(local.date) : local.date), day};
    }
    if (chance.one_in(4)) {
        // By the clocks there; an hour that comes twice, or never, is the contract's business.
        const std::int64_t time_of_day = chance.one_in(2)
                                             ? local.time_of_day_us
                                             : chance.between(0, 16) * 900 * base::us_per_second;
        const base::Instant shown{base::utc_midnight(local.date).us + time_of_day};
        return {zone.from_local(local.date, time_of_day),
                instant_text(shown, shown.us % base::us_per_second == 0 ? 0 : 6)};
    }
    if (chance.one_in(2)) return {at, instant_text(at, digits) + "Z"};
    return {at, offset_text(chance, at, digits)};
}

void choose_interval(Chance& chance, const Realm& realm, const std::vector<call::Call>& calls,
                     base::Instant now, Question& question, Target& target) {
    Choice& choice = question.choice;
    Realm near = realm;
    // Mostly around one moment: there are hours by the thousand between two.
    if (!chance.one_in(6)) near.centres = {chance.any_of(realm.centres)};
    Bound from = random_bound(chance, near, calls, false);
    Bound to = random_bound(chance, near, calls, true);
    // Backwards is refused, which one question in some is enough for.
    for (int tries = 0; tries < 3 && from.at >= to.at; ++tries) {
        from = random_bound(chance, near, calls, false);
        to = random_bound(chance, near, calls, true);
    }
    if (chance.one_in(30)) from = {base::utc_midnight({1975, 5, 1}), "1975-05-01T00:00:00Z"};
    if (chance.one_in(30)) to = {base::utc_midnight({2031, 5, 1}), "2031-05-01T00:00:00Z"};
    question.to_given = !chance.one_in(8);
    choice.to = question.to_given ? to.at : now;
    if (question.to_given) target.add_raw("to", to.text);
    if (chance.one_in(8)) {
        choice.from = {choice.to.us - 30 * base::us_per_day};
    } else {
        choice.from = from.at;
        target.add_raw("from", from.text);
    }
}

void choose_store(Chance& chance, const Realm& realm, Question& question, Target& target) {
    if (!chance.one_in(3)) return;
    question.choice.store = chance.any_of(realm.stores);
    if (chance.one_in(12)) question.choice.store = base::StoreId{random_uuid(chance)};
    question.choice.without_store = !question.choice.store;
    target.add("store_id", question.choice.store ? question.choice.store->uuid.text() : "none");
}

void choose_direction(Chance& chance, Question& question, Target& target) {
    if (!chance.one_in(3)) return;
    question.choice.direction = static_cast<call::Direction>(chance.between(1, 3));
    target.add("direction", call::to_string(*question.choice.direction));
}

void choose_ext(Chance& chance, const Realm& realm, Question& question, Target& target) {
    if (!chance.one_in(4)) return;
    question.choice.ext = chance.one_in(12) ? "nobody" : chance.any_of(realm.exts);
    target.add("ext", *question.choice.ext);
}

void choose_page(Chance& chance, Question& question, Target& target) {
    if (chance.one_in(2)) return;
    question.page_size = chance.one_in(3) ? 500 : chance.between(1, 12);
    target.add("page_size", std::to_string(question.page_size));
    if (chance.one_in(2)) return;
    question.page = chance.between(1, 4);
    target.add("page", std::to_string(question.page));
}

void choose_did(Chance& chance, const Realm& realm, Question& question, Target& target) {
    if (!chance.one_in(4)) return;
    question.choice.did_e164 = chance.any_of(realm.dids);
    const std::string digits = question.choice.did_e164->substr(1);
    target.add_raw("did_e164", chance.any_of<std::string>({"%2B", "+", "%20", ""}) + digits);
}

void choose_flag(Chance& chance, std::string_view name, bool& flag, Target& target) {
    if (chance.one_in(2)) return;
    flag = chance.one_in(2);
    target.add(name, flag ? "true" : "false");
}

template <class Enum, std::size_t N>
void choose_word(Chance& chance, std::string_view name, Enum& value,
                 const std::array<std::string_view, N>& words, Target& target) {
    if (chance.one_in(4)) return;
    const auto place =
        static_cast<std::size_t>(chance.between(0, static_cast<std::int64_t>(N) - 1));
    value = static_cast<Enum>(place);
    target.add(name, words[place]);
}

void choose_of_missed(Chance& chance, const Realm& realm, Question& question, Target& target) {
    choose_did(chance, realm, question, target);
    choose_flag(chance, "only_unique", question.only_unique, target);
    choose_word(chance, "status", question.status, status_words, target);
    if (!chance.one_in(5)) return;
    question.choice.missed_reason = static_cast<call::MissedReason>(chance.between(1, 9));
    target.add("missed_reason", call::to_string(*question.choice.missed_reason));
}

bool has(Endpoint endpoint, std::initializer_list<Endpoint> endpoints) {
    for (const Endpoint one : endpoints) {
        if (one == endpoint) return true;
    }
    return false;
}

void choose_own(Chance& chance, const Realm& realm, Question& question, Target& target) {
    switch (question.endpoint) {
        case Endpoint::summary:
            choose_flag(chance, "percentiles", question.percentiles, target);
            question.compare = chance.one_in(3);
            if (question.compare) target.add("compare", "previous");
            break;
        case Endpoint::missed:
            choose_of_missed(chance, realm, question, target);
            break;
        case Endpoint::qos:
            choose_word(chance, "group_by", question.group, group_words, target);
            break;
        case Endpoint::series:
            choose_word(chance, "bucket", question.bucket, bucket_words, target);
            break;
        case Endpoint::by_store:
        case Endpoint::by_agent:
        case Endpoint::heatmap:
            break;
    }
}

}  // namespace

Question random_question(Chance& chance, const Realm& realm, const std::vector<call::Call>& calls,
                         base::Instant now) {
    using enum Endpoint;
    Question question;
    question.endpoint = static_cast<Endpoint>(chance.between(0, 6));
    const Endpoint endpoint = question.endpoint;
    Target target(path_of(endpoint));
    choose_interval(chance, realm, calls, now, question, target);
    if (endpoint != by_store) choose_store(chance, realm, question, target);
    if (has(endpoint, {summary, missed, series, heatmap}))
        choose_direction(chance, question, target);
    if (has(endpoint, {missed, qos, series, heatmap})) choose_ext(chance, realm, question, target);
    if (has(endpoint, {by_store, by_agent, missed, qos})) choose_page(chance, question, target);
    choose_own(chance, realm, question, target);
    question.target = target.text(chance);
    return question;
}

}  // namespace edgvoip::oracle
