#include "edgvoip/index/indexes.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::index {

void Indexes::expect(base::TenantId tenant) {
    const std::scoped_lock lock(mutex_);
    if (versions_.try_emplace(tenant).second) ++loading_;
}

void Indexes::publish(base::TenantId tenant, Version version,
                      const std::optional<std::vector<base::CallId>>& changed) {
    base::check(version != nullptr, "a version is published");
    {
        const std::scoped_lock lock(mutex_);
        const auto known = versions_.find(tenant);
        if (known == versions_.end()) return;
        Version& newest = known->second;
        base::check(newest == nullptr || newest->change_seq() <= version->change_seq(),
                    "versions are published in their order");
        // Before anybody can see the version.
        if (changed) {
            rows_.drop(tenant, *changed, version->change_seq());
        } else {
            rows_.restart(tenant, version->change_seq());
        }
        if (newest == nullptr) --loading_;
        // What is left of the old one is freed after the lock.
        newest.swap(version);
    }
    changed_.notify_all();
}

void Indexes::forget(base::TenantId tenant) {
    {
        const std::scoped_lock lock(mutex_);
        const auto known = versions_.find(tenant);
        if (known == versions_.end()) return;
        if (known->second == nullptr) --loading_;
        versions_.erase(known);
    }
    changed_.notify_all();
}

Version Indexes::current(base::TenantId tenant) const {
    const std::scoped_lock lock(mutex_);
    const auto found = versions_.find(tenant);
    return found == versions_.end() ? nullptr : found->second;
}

Version Indexes::wait_beyond(base::TenantId tenant, std::int64_t change_seq,
                             std::chrono::milliseconds patience) const {
    std::unique_lock lock(mutex_);
    Version found;
    changed_.wait_for(lock, patience, [&] {
        const auto newest = versions_.find(tenant);
        if (newest == versions_.end()) return true;
        if (newest->second == nullptr || newest->second->change_seq() <= change_seq) return false;
        found = newest->second;
        return true;
    });
    return found;
}

std::size_t Indexes::ready() const {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(versions_.begin(), versions_.end(),
                      [](const auto& entry) { return entry.second != nullptr; }));
}

IndexMemory Indexes::memory() const {
    std::vector<Version> newest;
    {
        const std::scoped_lock lock(mutex_);
        for (const auto& [tenant, version] : versions_) {
            if (version != nullptr) newest.push_back(version);
        }
    }
    IndexMemory sum;
    for (const Version& version : newest)
        sum += version->memory();
    return sum;
}

}  // namespace edgvoip::index
