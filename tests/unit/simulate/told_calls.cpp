#include "told_calls.hpp"

#include "edgvoip/simulate/plan.hpp"

#include <stdexcept>

namespace edgvoip::simulate {
namespace {

constexpr std::uint64_t times_each = 25;

std::vector<const Scenario*> every_scenario() {
    std::vector<const Scenario*> all;
    for (const auto list :
         {inbound_answered_scenarios(), inbound_missed_scenarios(), outbound_answered_scenarios(),
          outbound_unanswered_scenarios(), internal_scenarios()}) {
        for (const Scenario& scenario : list)
            all.push_back(&scenario);
    }
    return all;
}

ToldStory told(const Scenario& scenario, std::uint64_t seed, base::Instant start) {
    const Store& store = told_chain().tenants.front().stores.front();
    const Occasion occasion{.party = {.e164 = "+393401234567",
                                      .as_sent = "3401234567",
                                      .name = "Caffè \"Più\"",
                                      .anonymous = seed % 5 == 0},
                            .did_e164 = store.did_e164,
                            .did_as_sent = store.did_e164,
                            .dialled = "3401234567",
                            .phone = seed};
    return play_and_tell(told_chain(), {.start = start,
                                        .seed = mixed(seed),  // neighbours would share numbers
                                        .scenario = &scenario,
                                        .occasion = occasion,
                                        .tenant = 0,
                                        .store = 0});
}

}  // namespace

const Chain& told_chain() {
    static const Chain chain = [] {
        Chain made = chain_of({.seed = 5, .tenants = 1, .agents_per_store_min = 5});
        made.tenants.front().has_queue = true;
        made.tenants.front().records = true;
        made.tenants.front().sets_variables = true;
        return made;
    }();
    return chain;
}

const std::vector<ToldStory>& told_calls() {
    static const std::vector<ToldStory> calls = [] {
        std::vector<ToldStory> made;
        base::Instant start = at("2026-05-04T08:00:00.123456Z");
        std::uint64_t seed = 0;
        for (const Scenario* scenario : every_scenario()) {
            for (std::uint64_t i = 0; i < times_each; ++i) {
                made.push_back(told(*scenario, ++seed, start));
                start.us += 3 * base::us_per_second + 7;
            }
        }
        return made;
    }();
    return calls;
}

const std::vector<ToldStory>& some_told_calls() {
    static const std::vector<ToldStory> calls = [] {
        std::vector<ToldStory> some;
        for (std::size_t i = 0; i < told_calls().size(); i += times_each / 3)
            some.push_back(told_calls()[i]);
        return some;
    }();
    return calls;
}

ToldStory held_call() {
    for (std::uint64_t seed = 1;; ++seed) {
        ToldStory told = told_call("direct_answered", seed);
        if (happened(told.story.legs[1].hold.from)) return told;
    }
}

ToldStory told_call(std::string_view name, std::uint64_t seed) {
    for (const Scenario* scenario : every_scenario()) {
        if (scenario->name == name) return told(*scenario, seed, at("2026-05-04T08:00:00Z"));
    }
    throw std::invalid_argument("no scenario of that name");
}

}  // namespace edgvoip::simulate
