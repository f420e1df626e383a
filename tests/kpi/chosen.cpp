#include "chosen.hpp"

#include "base/phone_number.hpp"

#include <algorithm>

namespace edgvoip::oracle {
namespace {

/// What is left of a number where the last three digits are hidden.
std::string visible(const std::string& number) {
    const std::string masked = base::mask_number(number);
    return masked.substr(0, masked.find('*'));
}

bool is_did(const std::string& number, const std::string& wanted, bool masked) {
    if (!masked) return number == wanted;
    return !visible(wanted).empty() && visible(number) == visible(wanted);
}

bool is_meant(const call::Call& call, const Choice& choice, bool masked) {
    if (call.start < choice.from || call.start >= choice.to) return false;
    if (choice.store && call.store != choice.store) return false;
    if (choice.without_store && call.store) return false;
    if (choice.direction && call.direction != *choice.direction) return false;
    if (choice.ext && call.ext_number != *choice.ext) return false;
    if (choice.did_e164 && !is_did(call.did_e164, *choice.did_e164, masked)) return false;
    return !choice.missed_reason || call.missed_reason == choice.missed_reason;
}

}  // namespace

Calls chosen(const std::vector<call::Call>& calls, const Choice& choice, const Asker& asker) {
    Calls found;
    for (const call::Call& call : calls) {
        if (is_meant(call, choice, asker.masked) && asker.sees(call)) found.push_back(&call);
    }
    std::sort(found.begin(), found.end(), [](const call::Call* a, const call::Call* b) {
        if (a->start != b->start) return a->start > b->start;
        return a->id.text > b->id.text;
    });
    return found;
}

bool is_missed(const call::Call& call) {
    return call.direction == call::Direction::in && call.disposition != call::Disposition::answered;
}

}  // namespace edgvoip::oracle
