#pragma once

#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/index/indexes.hpp"
#include "edgvoip/index/tenant_writer.hpp"
#include "edgvoip/store/store.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace edgvoip::ingest {

/// What a transaction does to each tenant's calls, in the order in which it does it.
using TenantChanges = std::map<base::TenantId, std::vector<index::Change>>;

/// A tenant whose calls are indexed, and from how much talk on an answered call is a contact.
struct IndexedTenant {
    base::TenantId id;
    std::int32_t contact_min_sec = 0;
};

/// Two indexes of one tenant that show the same change.
struct IndexPair {
    index::Version running;
    index::Version rebuilt;
};

/// Keeps every tenant's call index as the store is: loads it at the start, several tenants at a
/// time, publishes what this process commits together with the commit, and follows what other
/// processes commit. A tenant whose index cannot follow (an error of ours, or a history that has
/// been forgotten) is loaded anew, and counts as loading meanwhile.
class IndexFeed {
public:
    /// Store, indexes and observer outlive it. The tenants are expected when it returns, their
    /// calls loaded in the background. Fault::unavailable when the store cannot be read.
    static base::Result<std::unique_ptr<IndexFeed>> start(store::Store& store,
                                                          index::Indexes& indexes,
                                                          const std::vector<IndexedTenant>& tenants,
                                                          base::Observer& observer);

    IndexFeed(const IndexFeed&) = delete;
    IndexFeed& operator=(const IndexFeed&) = delete;
    ~IndexFeed();

    /// From now on these tenants are indexed. When it returns, every version of a tenant that is
    /// loaded goes by its rule for contacts. Any thread.
    void set_tenants(const std::vector<IndexedTenant>& tenants);

    /// Commits the writer's transaction, of which `changes` tells all that was done to calls, and
    /// publishes it: who is told of the success finds the calls in the index. Errors are the
    /// commit's. One thread, the writer's.
    base::Result<void> commit(store::CallWriter& writer, const TenantChanges& changes);

    /// Makes the tenant's index anew from the store beside the one that is answered from, brings
    /// both to the same change and gives them. Nobody waits but for the last of these steps, and
    /// what the running one gains is published. Takes the time and the memory of a loading.
    /// Fault::not_found for a tenant that is not indexed, Fault::unavailable while it is loading,
    /// or when others commit so fast that the two never meet; the store's errors. Any thread.
    base::Result<IndexPair> rebuild_beside(base::TenantId tenant);

    /// Bytes that only the makers of versions keep. Any thread.
    std::size_t interning_bytes() const;

private:
    /// A tenant's index in the making.
    struct Followed {
        std::mutex mutex;
        index::TenantWriter writer;
        bool is_loaded = false;
        std::int32_t contact_min_sec = 0;
    };
    using FollowedPtr = std::shared_ptr<Followed>;

    IndexFeed(store::Store& store, index::Indexes& indexes, base::Observer& observer,
              std::unique_ptr<store::ChangeWatch> watch,
              std::unique_ptr<store::CallReader> commit_reader,
              std::unique_ptr<store::CallReader> follow_reader)
        : store_(store),
          indexes_(indexes),
          observer_(observer),
          watch_(std::move(watch)),
          commit_reader_(std::move(commit_reader)),
          follow_reader_(std::move(follow_reader)) {}

    void start_threads();
    void set_rule(base::TenantId tenant, Followed& followed, std::int32_t contact_min_sec);
    void load_tenants();
    bool load(base::TenantId tenant, Followed& followed, store::CallReader& reader);
    void load_again(base::TenantId tenant, Followed& followed);
    void follow();
    bool follow_once();
    base::Result<void> follow_tenant(base::TenantId tenant, Followed& followed,
                                     store::CallReader& reader);
    void cannot_follow(base::TenantId tenant, Followed& followed, const base::Error& error);
    void publish(const store::CommittedChanges& committed, const TenantChanges& changes);
    void tell(std::string_view event, base::TenantId tenant, std::string_view detail);
    FollowedPtr find(base::TenantId tenant) const;
    bool pause(std::chrono::milliseconds time);

    store::Store& store_;
    index::Indexes& indexes_;
    base::Observer& observer_;
    const std::unique_ptr<store::ChangeWatch> watch_;         // of the following thread
    const std::unique_ptr<store::CallReader> commit_reader_;  // of the writer's thread
    const std::unique_ptr<store::CallReader> follow_reader_;  // of the following thread

    std::mutex setting_;  // of tenants, one after the other
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    std::map<base::TenantId, FollowedPtr> followed_;
    std::deque<base::TenantId> to_load_;
    bool is_stopping_ = false;

    std::vector<std::jthread> threads_;
};

}  // namespace edgvoip::ingest
