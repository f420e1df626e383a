#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/observer.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/index_feed.hpp"
#include "http/message.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace edgvoip::app {

/// Answers `GET /index/check?sip_domain=…`: makes the tenant's call index anew beside the running
/// one and says where the two differ. That takes seconds, so it has a thread of its own, which does
/// one check at a time; whoever asks meanwhile is told to come again (503). Any thread.
///
/// Events: `index_checked`, `index_differs`, `index_check_failed`.
class IndexChecks {
public:
    /// Called by any thread.
    using DirectoryNow = std::function<std::shared_ptr<const directory::Directory>()>;
    /// As `IndexFeed::rebuild_beside`; called by the checking thread.
    using Rebuild = std::function<base::Result<ingest::IndexPair>(base::TenantId)>;

    /// The observer outlives it, and so does what the two functions use.
    IndexChecks(DirectoryNow directory, Rebuild rebuild, base::Observer& observer);
    IndexChecks(const IndexChecks&) = delete;
    IndexChecks& operator=(const IndexChecks&) = delete;
    ~IndexChecks() { stop(); }

    void answer(const http::Request& request, const http::Reply& reply);

    /// From now on everybody is told to come again; waits for the check that runs and its answer.
    void stop();

private:
    /// Who waits for a check.
    struct Asked {
        std::shared_ptr<const directory::Directory> directory;  ///< of the tenant
        const directory::Tenant* tenant;
        http::Request request;
        http::Reply reply;
    };

    bool admit(Asked asked);
    void attend();
    http::Answer checked(const Asked& asked);
    http::Answer failed(const Asked& asked, const base::Error& error);

    const DirectoryNow directory_;
    const Rebuild rebuild_;
    base::Observer& observer_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::optional<Asked> next_;  ///< until the thread takes it
    bool is_busy_ = false;
    bool is_stopping_ = false;
    std::jthread thread_;
};

}  // namespace edgvoip::app
