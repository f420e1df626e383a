#pragma once

#include "edgvoip/call/leg_record.hpp"

#include <map>
#include <string>
#include <vector>

/// Recorded calls of a real PBX and what really happened, as its SIP ends saw it.
namespace scenario {

/// A row of `truth.csv`: column name to text.
using TruthRow = std::map<std::string, std::string>;

/// The rows whose root record is among the fixtures.
std::vector<TruthRow> truth_rows();

/// Every record file below `tests/fixtures/freeswitch/json_cdr`, decoded; one that cannot be fails
/// the test that asks.
std::vector<edgvoip::call::LegRecord> recorded_legs();

/// The bytes of every record file.
std::vector<std::string> recorded_files();

/// A fixture file below `tests/fixtures/freeswitch`.
std::string fixture(const std::string& path);

/// Legs by the id of their root, found by following parents; legs whose chain breaks are left out,
/// as a store that waits for the missing record does.
std::map<std::string, std::vector<edgvoip::call::LegRecord>> families(
    const std::vector<edgvoip::call::LegRecord>& legs);

}  // namespace scenario
