#pragma once

#include "edgvoip/store/call_reader.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace edgvoip::store {

/// What a client that follows the changes of a tenant has: it does with each page what the page
/// says and knows nothing else.
class ChangesMirror {
public:
    ChangesMirror(base::TenantId tenant, std::int64_t limit) : tenant_(tenant) {
        question_.limit = limit;
    }

    /// Narrows what is seen; before the first step.
    void see_only(std::optional<std::vector<base::StoreId>> stores,
                  std::optional<std::vector<std::string>> exts) {
        question_.scope_stores = std::move(stores);
        question_.scope_exts = std::move(exts);
    }

    /// Takes one page; true when there is more. Fails the test for a page that breaks a promise.
    bool step(CallReader& reader);
    /// Takes pages until there is no more.
    void catch_up(CallReader& reader) {
        while (step(reader)) {
        }
    }

    const std::map<std::string, call::Call>& calls() const { return calls_; }
    /// Every id that was ever told as removed.
    const std::set<std::string>& told_removed() const { return told_removed_; }
    const ChangePage& last_page() const { return page_; }
    const ChangeQuestion& question() const { return question_; }

private:
    base::TenantId tenant_;
    ChangeQuestion question_;
    ChangePage page_;
    std::map<std::string, call::Call> calls_;
    std::set<std::string> told_removed_;
};

}  // namespace edgvoip::store
