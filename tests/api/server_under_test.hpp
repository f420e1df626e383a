#pragma once

#include "access/seal.hpp"
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/context.hpp"
#include "edgvoip/api/live_streams.hpp"
#include "edgvoip/index/indexes.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/live/freeswitch_feed.hpp"
#include "edgvoip/store/store.hpp"
#include "http/router.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::tests {

/// Keeps what it is told, as one text.
class RecordingObserver final : public base::Observer {
public:
    void event(base::Severity severity, std::string_view event,
               std::initializer_list<base::Field> fields) override;

    std::string log;
};

/// A reader whose every question fails.
class FailingReader final : public store::CallReader {
public:
    base::Result<std::optional<std::vector<store::StoredRow>>> calls_at(
        base::TenantId, std::span<const store::CallPlace>, std::int64_t) override {
        return error;
    }
    base::Result<std::optional<store::StoredRow>> call_at(base::TenantId, const store::CallPlace&,
                                                          std::int64_t) override {
        return error;
    }
    base::Result<std::int64_t> outlines(base::TenantId, const OnOutline&) override { return error; }
    base::Result<std::optional<store::ChangePage>> changes(base::TenantId,
                                                           const store::ChangeQuestion&) override {
        return error;
    }

    base::Error error;
};

/// The public API over a seeded store of its own, with the clock standing at `seed_now()`.
class ServerUnderTest {
public:
    /// Without rate limits, or with these.
    explicit ServerUnderTest(const auth::Rate& tenants = {}, const auth::Rate& bad_tokens = {});
    ~ServerUnderTest();
    ServerUnderTest(const ServerUnderTest&) = delete;
    ServerUnderTest& operator=(const ServerUnderTest&) = delete;

    /// The answer to a target such as `/api/cdr?page=2`.
    http::Answer get(std::string_view target, const http::Headers& headers = {}) const;
    http::Answer ask(std::string_view method, std::string_view target,
                     const http::Headers& headers) const;

    /// A signed token by name: `a`, `b`, and those that are narrower or faulty.
    const std::string& token(const std::string& name) const;
    http::Headers bearer(const std::string& name) const;

    const http::Router& router() const { return router_; }

    /// The clock of the rate limits, which stands still until it is moved.
    std::chrono::steady_clock::time_point steady{std::chrono::hours(1)};

    /// The store behind the answers, and the seal of what they give out.
    store::Store& store() const { return *store_; }
    const auth::Seal& seal() const { return *seal_; }

    /// One commit, published: calls that are put, after those that are taken away.
    void change(const std::vector<call::Call>& calls, const std::vector<call::Call>& removed = {});
    /// Which calls there are; a tenant may be forgotten and expected.
    index::Indexes& indexes() { return indexes_; }

    /// What the PBX says of calls that go on; it has said `seed_channels()`.
    live::FreeswitchFeed& pbx() { return *pbx_; }
    api::LiveStreams& streams() { return *streams_; }
    /// Moves the clock, which stands still else.
    void wait_seconds(std::int64_t seconds);

    /// Everything the observer was told.
    const std::string& log() const { return observer_.log; }

    /// Every line that the access audit was given, unless it fails.
    mutable std::vector<std::string> audit;
    std::optional<base::Error> audit_fails;

    /// When set, there is no reader but this error.
    std::optional<base::Error> broken;
    /// When set, questions are put to this reader.
    store::CallReader* other_reader = nullptr;
    /// When set, `/readyz` gives this error.
    std::optional<base::Error> not_ready;

private:
    api::ApiContext context();

    base::FixedClock clock_;
    RecordingObserver observer_;
    std::string folder_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::CallReader> reader_;
    index::Indexes indexes_;
    std::unique_ptr<ingest::IndexFeed> feed_;
    std::shared_ptr<const directory::Directory> directory_;
    std::unique_ptr<live::Board> board_;
    std::unique_ptr<live::FreeswitchFeed> pbx_;
    std::unique_ptr<api::LiveStreams> streams_;
    std::optional<auth::Seal> seal_;
    api::Limit tenants_;
    api::Limit bad_tokens_;
    std::map<std::string, std::string> tokens_;
    http::Router router_;
};

/// The first field of that name, or nothing.
std::optional<std::string> header_of(const http::Answer& answer, std::string_view name);

}  // namespace edgvoip::tests
