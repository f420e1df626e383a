#pragma once

#include "w3/callbacks/known_call.hpp"

#include <optional>
#include <string>
#include <utility>

/// Calls as edgvoip tells of them, for tests that care about what they are to callbacks.
namespace w3 {

/// Somebody called, and nobody answered until the phones had rung long enough.
inline callbacks::Call missed_call(std::string call_id, std::string number, base::Instant start) {
    callbacks::Call call;
    call.call_id = std::move(call_id);
    call.direction = "in";
    call.disposition = "NO_ANSWER";
    call.missed_reason = "no_answer";
    call.number = std::move(number);
    call.start = start;
    call.ring_sec = 25;
    return call;
}

/// We called them, and they answered for so long; 0: they did not.
inline callbacks::Call call_out(std::string call_id, std::string number, base::Instant start,
                                std::int64_t billsec) {
    callbacks::Call call;
    call.call_id = std::move(call_id);
    call.direction = "out";
    call.disposition = billsec > 0 ? "ANSWERED" : "NO_ANSWER";
    call.number = std::move(number);
    call.start = start;
    call.billsec = billsec;
    return call;
}

/// They called, and were answered for so long.
inline callbacks::Call answered_call(std::string call_id, std::string number, base::Instant start,
                                     std::int64_t billsec) {
    callbacks::Call call = call_out(std::move(call_id), std::move(number), start, billsec);
    call.direction = "in";
    return call;
}

}  // namespace w3
