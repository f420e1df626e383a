#pragma once

#include "edgvoip/call/call.hpp"
#include "edgvoip/call/leg_record.hpp"
#include "edgvoip/directory/directory.hpp"

#include <map>
#include <string>
#include <vector>

/// Calls as text: what the PBX said of each leg, `----`, the calls it must become.
///
///     begin 2026-11-23T09:00:00Z          seconds below count from here
///     leg a inbound                       id; inbound or outbound
///     times = start 0, answer 3.2, end 9  also bridge, progress
///     hop = number | name | dialled | context | bridged at | leg channel, leg channel
///     app = bridge user/1001@…            hops and steps oldest first
///     hangup_cause = NORMAL_CLEARING      any other variable of mod_json_cdr
///     ----
///     call a
///     disposition = ANSWERED
///
/// `no_tenant a` instead of a call: kept aside. Lines that start with `#` say what it is about.
namespace scenario {

struct ExpectedCall {
    std::string id;
    bool no_tenant = false;
    std::map<std::string, std::string> fields;
};

struct Scenario {
    std::vector<edgvoip::call::LegRecord> legs;
    std::vector<ExpectedCall> calls;
    base::Instant begin;
};

/// Reads the text, through the decoder of PBX records; a line it does not understand fails the
/// test.
Scenario read_scenario(const std::string& text);

/// The call's fields by the names that scenarios use; times in seconds from `begin`.
std::map<std::string, std::string> described(const edgvoip::call::Call& call, base::Instant begin,
                                             const edgvoip::directory::Directory& directory);

}  // namespace scenario
