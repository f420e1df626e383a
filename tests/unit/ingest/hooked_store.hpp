#pragma once

#include "edgvoip/store/store.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::ingest {

/// Asked before every operation of a writer, with the leg's id where there is one; a failure is
/// what the operation fails with.
using Hook = std::function<base::Result<void>(std::string_view operation, std::string_view leg_id)>;

/// A writer that asks a hook before it does what another does.
class HookedWriter final : public store::CallWriter {
public:
    HookedWriter(std::unique_ptr<store::CallWriter> writer, Hook hook)
        : writer_(std::move(writer)), hook_(std::move(hook)) {}

    base::Result<void> begin() override {
        const auto may = hook_("begin", "");
        return may ? writer_->begin() : may;
    }
    base::Result<void> commit() override {
        const auto may = hook_("commit", "");
        return may ? writer_->commit() : may;
    }
    void rollback() override { writer_->rollback(); }
    std::vector<store::CommittedChanges> committed() const override { return writer_->committed(); }
    base::Result<std::optional<store::LegPlace>> find_leg(std::string_view leg_id) override {
        if (const auto may = hook_("find_leg", leg_id); !may) return may.error();
        return writer_->find_leg(leg_id);
    }
    base::Result<std::vector<call::LegRecord>> legs_of(const store::CallKey& key) override {
        return writer_->legs_of(key);
    }
    base::Result<void> put_encoded(const call::Call& call,
                                   const std::vector<store::EncodedLeg>& records) override {
        return writer_->put_encoded(call, records);
    }
    base::Result<void> remove(const store::CallKey& key, std::string_view reason) override {
        return writer_->remove(key, reason);
    }
    base::Result<void> put_pending(const store::PendingLeg& leg) override {
        return writer_->put_pending(leg);
    }
    base::Result<void> remove_pending(std::string_view leg_id) override {
        return writer_->remove_pending(leg_id);
    }
    base::Result<std::optional<store::PendingLeg>> find_pending(std::string_view leg_id) override {
        return writer_->find_pending(leg_id);
    }
    base::Result<std::vector<store::PendingLeg>> pending_below(std::string_view leg_id) override {
        return writer_->pending_below(leg_id);
    }
    base::Result<std::vector<store::PendingLeg>> pending_roots() override {
        if (const auto may = hook_("pending_roots", ""); !may) return may.error();
        return writer_->pending_roots();
    }

private:
    std::unique_ptr<store::CallWriter> writer_;
    Hook hook_;
};

/// A store whose writers ask a hook.
class HookedStore final : public store::Store {
public:
    HookedStore(std::unique_ptr<store::Store> store, Hook hook)
        : store_(std::move(store)), hook_(std::move(hook)) {}

    base::Result<std::unique_ptr<store::CallReader>> reader() override { return store_->reader(); }
    base::Result<std::unique_ptr<store::CallWriter>> writer() override {
        auto writer = store_->writer();
        if (!writer) return writer.error();
        return std::unique_ptr<store::CallWriter>(
            std::make_unique<HookedWriter>(std::move(*writer), hook_));
    }
    base::Result<std::unique_ptr<store::BulkLoader>> bulk_loader() override {
        return store_->bulk_loader();
    }
    base::Result<std::unique_ptr<store::ChangeWatch>> change_watch() override {
        return store_->change_watch();
    }
    base::Result<store::StoreFigures> figures() override { return store_->figures(); }
    base::Result<base::Secret> sealing_key() override { return store_->sealing_key(); }
    std::int64_t schema_version() const override { return store_->schema_version(); }

private:
    std::unique_ptr<store::Store> store_;
    Hook hook_;
};

/// Holds whoever passes it until it is opened; open at first.
class Gate {
public:
    void close() { set(false); }
    void open() { set(true); }
    void pass() {
        std::unique_lock lock(mutex_);
        ++held_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
        --held_;
    }
    /// Until somebody stands before the closed gate.
    void await_held() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return held_ > 0; });
    }

private:
    void set(bool open) {
        {
            const std::lock_guard lock(mutex_);
            open_ = open;
        }
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = true;
    int held_ = 0;
};

}  // namespace edgvoip::ingest
