#pragma once

#include "access/key.hpp"
#include "access/seal.hpp"
#include "base/clock.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/context.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/index/indexes.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "edgvoip/store/store.hpp"
#include "history.hpp"
#include "http/message.hpp"
#include "http/router.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::oracle {

/// The key that the server knows.
auth::Key signing_key();

/// The public API over a store of its own, which is empty at first; the clock stands still.
class Server {
public:
    Server(std::shared_ptr<const directory::Directory> directory, base::Instant now);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// One transaction, published.
    void apply(const Commit& commit);

    /// The answer to a target such as `/api/cdr?page=2`.
    http::Answer get(std::string_view target, const std::string& token,
                     http::Headers headers = {}) const;

    store::CallWriter& writer() { return *writer_; }
    ingest::IndexFeed& feed() { return *feed_; }
    store::Store& store() { return *store_; }
    const base::Clock& clock() const { return clock_; }

private:
    api::ApiContext context();

    std::shared_ptr<const directory::Directory> directory_;
    base::FixedClock clock_;
    std::unique_ptr<base::Observer> observer_;
    std::string folder_;
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<store::CallReader> reader_;
    std::unique_ptr<store::CallWriter> writer_;
    index::Indexes indexes_;
    std::unique_ptr<ingest::IndexFeed> feed_;
    std::optional<auth::Seal> seal_;
    api::Limit no_limit_{"none", {.count = 0}, std::chrono::steady_clock::now};
    http::Router router_;
};

}  // namespace edgvoip::oracle
