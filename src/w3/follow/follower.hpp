#pragma once

#include "base/clock.hpp"
#include "base/observer.hpp"
#include "w3/people/tenants.hpp"
#include "w3/reader/reader.hpp"
#include "w3/store/database.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace w3::follow {

/// Told of a tenant whose tasks have changed, on the follower's thread.
using Changed = std::function<void(base::TenantId)>;

/// How it goes with one tenant.
struct FollowFigures {
    const people::Tenant* tenant;
    bool is_followed = true;           ///< false from a failure until the next success
    std::int64_t failures = 0;         ///< times that it could not be asked or understood
    std::chrono::milliseconds behind;  ///< since all was known, or since the beginning
};

/// Follows the calls of all tenants on a thread of its own: asks edgvoip what has changed, again
/// and again, less often while it is away, and leaves half of its quota to people. Says to the
/// observer when a tenant cannot be followed any more and when it can again
/// (`calls_not_followed`, `calls_followed`: tenant, detail).
class Follower {
public:
    struct Needs {
        store::Database& database;
        reader::Reader& reader;
        const people::Tenants& tenants;
        const base::Clock& clock;
        base::Observer& observer;
        std::chrono::milliseconds pause;  ///< between two looks, when nothing had changed
    };

    /// All of it outlives the follower.
    Follower(const Needs& needs, Changed changed);
    Follower(const Follower&) = delete;
    Follower& operator=(const Follower&) = delete;
    ~Follower() { stop(); }

    /// Of each tenant, in the order of the configuration. Any thread.
    std::vector<FollowFigures> figures() const;

    /// Ends the thread, at the latest with the answer that it waits for. The second call does
    /// nothing.
    void stop();

private:
    using Pause = std::chrono::milliseconds;
    using Time = std::chrono::steady_clock::time_point;

    /// How it goes with one tenant.
    struct Course {
        Time next = Time::min();  ///< when to ask again
        Pause patience{0};        ///< grows while it cannot be followed
        Time forget_next = Time::min();
    };

    /// What figures() tells of one tenant.
    struct Told {
        bool is_followed = true;
        std::int64_t failures = 0;
        Time known_until;
    };

    void run();
    void follow(const people::Tenant& tenant, Course& course);
    /// How long to wait until the next question.
    base::Result<Pause> ask_once(const people::Tenant& tenant);
    void tell(const people::Tenant& tenant, bool is_followed);
    void tell_all_known(const people::Tenant& tenant);
    void forget_old(const people::Tenant& tenant, Course& course);
    bool rest_until(Time at);

    const Needs needs_;
    const Changed changed_;
    mutable std::mutex mutex_;
    std::condition_variable woken_;
    bool is_stopping_ = false;
    std::map<base::TenantId, Told> told_;
    std::thread thread_;
};

}  // namespace w3::follow
