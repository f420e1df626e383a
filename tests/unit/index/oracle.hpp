#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/index/entry.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <map>
#include <string>
#include <vector>

namespace edgvoip::index {

/// A tenant's calls by id, kept and asked in the plainest way: what the index is judged by.
class Oracle {
public:
    void apply(const Change& change);
    /// The calls that the filter means, in that order, with their places in it.
    std::vector<ListedCall> list(const call::CallFilter& filter, call::CallOrder order) const;
    /// The same calls by (start, id).
    std::vector<Entry> meant(const call::CallFilter& filter) const;
    /// All calls by (start, id).
    std::vector<Entry> sorted() const;
    const std::map<std::string, Entry>& calls() const { return calls_; }

private:
    std::map<std::string, Entry> calls_;
};

}  // namespace edgvoip::index
