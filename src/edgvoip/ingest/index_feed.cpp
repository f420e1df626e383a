#include "edgvoip/ingest/index_feed.hpp"

#include "base/limits.hpp"
#include "edgvoip/ingest/stored_index.hpp"
#include "edgvoip/ingest/thread_count.hpp"

#include <chrono>
#include <exception>
#include <optional>
#include <set>
#include <utility>

namespace edgvoip::ingest {
namespace {

constexpr std::chrono::milliseconds follow_pause(base::limits::index_follow_ms);
constexpr std::chrono::milliseconds retry_pause(base::limits::index_retry_ms);

}  // namespace

base::Result<std::unique_ptr<IndexFeed>> IndexFeed::start(store::Store& store,
                                                          index::Indexes& indexes,
                                                          const std::vector<IndexedTenant>& tenants,
                                                          base::Observer& observer) {
    auto watch = store.change_watch();
    if (!watch) return watch.error();
    auto commit_reader = store.reader();
    if (!commit_reader) return commit_reader.error();
    auto follow_reader = store.reader();
    if (!follow_reader) return follow_reader.error();
    std::unique_ptr<IndexFeed> feed(new IndexFeed(store, indexes, observer, std::move(*watch),
                                                  std::move(*commit_reader),
                                                  std::move(*follow_reader)));
    feed->set_tenants(tenants);
    feed->start_threads();
    return feed;
}

IndexFeed::~IndexFeed() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
}

void IndexFeed::start_threads() {
    const std::size_t loaders = threads_up_to(base::limits::index_loaders_max);
    for (std::size_t i = 0; i < loaders; ++i)
        threads_.emplace_back([this] { load_tenants(); });
    threads_.emplace_back([this] { follow(); });
}

void IndexFeed::set_tenants(const std::vector<IndexedTenant>& tenants) {
    const std::lock_guard one_at_a_time(setting_);
    std::set<base::TenantId> wanted;
    for (const IndexedTenant& tenant : tenants)
        wanted.insert(tenant.id);
    {
        const std::lock_guard lock(mutex_);
        for (auto known = followed_.begin(); known != followed_.end();) {
            if (wanted.contains(known->first)) {
                ++known;
                continue;
            }
            indexes_.forget(known->first);
            known = followed_.erase(known);
        }
        for (const IndexedTenant& tenant : tenants) {
            const auto [entry, is_new] = followed_.try_emplace(tenant.id);
            if (!is_new) continue;
            entry->second = std::make_shared<Followed>();
            entry->second->contact_min_sec = tenant.contact_min_sec;
            indexes_.expect(tenant.id);
            to_load_.push_back(tenant.id);
        }
    }
    woken_.notify_all();
    for (const IndexedTenant& tenant : tenants) {
        if (const FollowedPtr followed = find(tenant.id)) {
            set_rule(tenant.id, *followed, tenant.contact_min_sec);
        }
    }
}

/// Publishes the version that goes by another rule; one that is still loading will go by it.
void IndexFeed::set_rule(base::TenantId tenant, Followed& followed, std::int32_t contact_min_sec) {
    const std::lock_guard lock(followed.mutex);
    if (followed.contact_min_sec == contact_min_sec) return;
    followed.contact_min_sec = contact_min_sec;
    if (!followed.is_loaded) return;
    try {
        followed.writer.set_contact_min_sec(contact_min_sec);
        // No call is shown otherwise.
        indexes_.publish(tenant, followed.writer.current(), std::vector<base::CallId>());
    } catch (const std::exception& failure) {
        tell("index_follow_failed", tenant, failure.what());
        load_again(tenant, followed);
    }
}

IndexFeed::FollowedPtr IndexFeed::find(base::TenantId tenant) const {
    const std::lock_guard lock(mutex_);
    const auto found = followed_.find(tenant);
    return found == followed_.end() ? nullptr : found->second;
}

void IndexFeed::tell(std::string_view event, base::TenantId tenant, std::string_view detail) {
    const std::string id = tenant.uuid.text();
    observer_.event(base::Severity::error, event,
                    {{"tenant_id", std::string_view(id)}, {"detail", detail}});
}

/// True when it is time to go on, false when everything ends.
bool IndexFeed::pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !woken_.wait_for(lock, time, [this] { return is_stopping_; });
}

void IndexFeed::load_tenants() {
    std::unique_ptr<store::CallReader> reader;
    for (;;) {
        base::TenantId tenant;
        FollowedPtr followed;
        {
            std::unique_lock lock(mutex_);
            if (to_load_.empty()) reader.reset();  // with the pages that it keeps
            woken_.wait(lock, [this] { return is_stopping_ || !to_load_.empty(); });
            if (is_stopping_) return;
            tenant = to_load_.front();
            to_load_.pop_front();
            const auto found = followed_.find(tenant);
            if (found == followed_.end()) continue;  // it has left the directory
            followed = found->second;
        }
        if (reader == nullptr) {
            auto opened = store_.reader();
            if (opened) reader = std::move(*opened);
        }
        if (reader != nullptr && load(tenant, *followed, *reader)) continue;
        if (!pause(retry_pause)) return;
        const std::lock_guard lock(mutex_);
        to_load_.push_back(tenant);
    }
}

/// False when it is to be tried again.
bool IndexFeed::load(base::TenantId tenant, Followed& followed, store::CallReader& reader) {
    try {
        std::int32_t contact_min_sec = 0;
        {
            const std::lock_guard lock(followed.mutex);
            contact_min_sec = followed.contact_min_sec;
        }
        auto fresh = load_stored(tenant, contact_min_sec, reader);
        if (!fresh) {
            tell("index_load_failed", tenant, fresh.error().detail);
            return false;
        }
        const std::lock_guard lock(followed.mutex);
        fresh->set_contact_min_sec(followed.contact_min_sec);  // may be another by now
        followed.writer = std::move(*fresh);
        // What was committed meanwhile; what comes from now on waits for the lock.
        if (const auto caught = catch_up(tenant, followed.writer, reader); !caught) {
            tell("index_load_failed", tenant, caught.error().detail);
            return false;
        }
        followed.is_loaded = true;
        if (find(tenant).get() == &followed) indexes_.publish(tenant, followed.writer.current());
        return true;
    } catch (const std::exception& failure) {
        tell("index_load_failed", tenant, failure.what());
        return false;
    }
}

/// The caller holds the tenant's lock.
void IndexFeed::load_again(base::TenantId tenant, Followed& followed) {
    followed.is_loaded = false;
    indexes_.forget(tenant);
    indexes_.expect(tenant);
    {
        const std::lock_guard lock(mutex_);
        to_load_.push_back(tenant);
    }
    woken_.notify_all();
}

base::Result<void> IndexFeed::commit(store::CallWriter& writer, const TenantChanges& changes) {
    const auto still = indexes_.still();
    if (auto done = writer.commit(); !done) return done;
    for (const store::CommittedChanges& committed : writer.committed())
        publish(committed, changes);
    return {};
}

/// Never throws: the records are durable, whatever becomes of the index.
void IndexFeed::publish(const store::CommittedChanges& committed, const TenantChanges& changes) {
    const base::TenantId tenant = committed.tenant;
    const FollowedPtr followed = find(tenant);
    if (followed == nullptr) return;
    const std::lock_guard lock(followed->mutex);
    if (!followed->is_loaded) return;  // whoever loads it reads this, too
    try {
        const std::int64_t shown = followed->writer.current()->change_seq();
        if (shown >= committed.through) return;  // the follower was faster
        const auto mine = changes.find(tenant);
        if (shown == committed.after && mine != changes.end()) {
            followed->writer.apply(mine->second, committed.through);
            return indexes_.publish(tenant, followed->writer.current(), ids_of(mine->second));
        }
        const auto caught = catch_up(tenant, followed->writer, *commit_reader_);
        if (!caught) return cannot_follow(tenant, *followed, caught.error());
        indexes_.publish(tenant, followed->writer.current(), *caught);
    } catch (const std::exception& failure) {
        tell("index_follow_failed", tenant, failure.what());
        load_again(tenant, *followed);
    }
}

void IndexFeed::follow() {
    bool is_behind = true;
    while (pause(follow_pause)) {
        try {
            const auto anything = watch_->anything_new();
            // A store that is away is noticed by all who ask it.
            is_behind = is_behind || (anything && *anything);
            if (is_behind) is_behind = !follow_once();
        } catch (const std::exception& failure) {
            observer_.event(base::Severity::error, "index_follow_failed",
                            {{"detail", std::string_view(failure.what())}});
        }
    }
}

/// False when something is left to follow.
bool IndexFeed::follow_once() {
    const auto newest = watch_->change_seqs();
    if (!newest) return false;
    bool is_done = true;
    for (const auto& [tenant, change_seq] : *newest) {
        const FollowedPtr followed = find(tenant);
        if (followed == nullptr) continue;
        const std::lock_guard lock(followed->mutex);
        if (!followed->is_loaded) continue;
        if (followed->writer.current()->change_seq() == change_seq) continue;
        if (!follow_tenant(tenant, *followed, *follow_reader_)) is_done = false;
    }
    return is_done;
}

/// Publishes what others have committed; the caller holds the tenant's lock.
base::Result<void> IndexFeed::follow_tenant(base::TenantId tenant, Followed& followed,
                                            store::CallReader& reader) {
    const std::int64_t shown = followed.writer.current()->change_seq();
    const auto caught = catch_up(tenant, followed.writer, reader);
    if (!caught) {
        cannot_follow(tenant, followed, caught.error());
        return caught.error();
    }
    if (followed.writer.current()->change_seq() > shown) {
        indexes_.publish(tenant, followed.writer.current(), *caught);
    }
    return {};
}

/// The caller holds the tenant's lock. A store that is away is asked again, the next time.
void IndexFeed::cannot_follow(base::TenantId tenant, Followed& followed, const base::Error& error) {
    tell("index_follow_failed", tenant, error.detail);
    if (error.fault != base::Fault::unavailable) load_again(tenant, followed);
}

base::Result<IndexPair> IndexFeed::rebuild_beside(base::TenantId tenant) {
    const FollowedPtr followed = find(tenant);
    if (followed == nullptr) {
        return base::Error{base::Fault::not_found, "no call of this tenant is indexed"};
    }
    const auto still_loading = base::unavailable("its calls are still being loaded");
    std::int32_t contact_min_sec = 0;
    {
        const std::lock_guard lock(followed->mutex);
        if (!followed->is_loaded) return still_loading;
        contact_min_sec = followed->contact_min_sec;
    }
    const auto reader = store_.reader();
    if (!reader) return reader.error();
    auto fresh = load_stored(tenant, contact_min_sec, **reader);
    if (!fresh) return fresh.error();
    // Most of what was committed meanwhile, before anybody has to wait.
    if (const auto caught = catch_up(tenant, *fresh, **reader); !caught) return caught.error();

    const std::lock_guard lock(followed->mutex);
    if (!followed->is_loaded || find(tenant) != followed) return still_loading;
    fresh->set_contact_min_sec(followed->contact_min_sec);  // may be another by now
    for (int round = 0; round < base::limits::index_check_rounds_max; ++round) {
        const auto followed_now = follow_tenant(tenant, *followed, **reader);
        if (!followed_now) return followed_now.error();
        if (const auto caught = catch_up(tenant, *fresh, **reader); !caught) return caught.error();
        const index::Version& running = followed->writer.current();
        if (running->change_seq() == fresh->current()->change_seq()) {
            return IndexPair{.running = running, .rebuilt = fresh->current()};
        }
    }
    return base::unavailable("another process commits all the time");
}

std::size_t IndexFeed::interning_bytes() const {
    std::vector<FollowedPtr> all;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [tenant, followed] : followed_)
            all.push_back(followed);
    }
    std::size_t sum = 0;
    for (const FollowedPtr& followed : all) {
        const std::lock_guard lock(followed->mutex);
        sum += followed->writer.interning_bytes();
    }
    return sum;
}

}  // namespace edgvoip::ingest
