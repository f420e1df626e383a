#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <string_view>
#include <vector>

namespace edgvoip::enrich {

/// The legs of one call, each once, the root first, the others by start, then id.
class CallLegs {
public:
    /// Of two records of one leg the one with more `detail` stays, then the later `ended`, then
    /// the greater encoded bytes. Fault::not_found without a root, Fault::exhausted above
    /// `limits::call_legs_max`.
    static base::Result<CallLegs> of(std::vector<call::LegRecord> records);

    const call::LegRecord& root() const { return legs_.front(); }
    const std::vector<call::LegRecord>& all() const { return legs_; }

    /// Null when no record of that leg is here.
    const call::LegRecord* find(std::string_view leg_id) const;

    /// The record at the far half of the loopback pair whose near half is `near`; null when it is
    /// not here.
    const call::LegRecord* loopback_far(const call::LegRecord& near) const;

private:
    explicit CallLegs(std::vector<call::LegRecord> legs) : legs_(std::move(legs)) {}

    std::vector<call::LegRecord> legs_;
};

/// Either half of a loopback pair: no device, only the dialplan entered once more.
bool is_loopback(const call::LegRecord& leg);

/// A cause with which a rung leg ends that nobody took, though it may have sent early media.
bool is_unanswered_cause(std::string_view cause);

/// The cause in capitals, `SUCCESS` and nothing as nothing.
std::string failure_of(std::string_view originate_disposition);

}  // namespace edgvoip::enrich
