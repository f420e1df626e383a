#include "w3/follow/follower.hpp"

#include "base/limits.hpp"
#include "http/percent_encoding.hpp"
#include "w3/follow/take_changes.hpp"
#include "w3/people/limits.hpp"
#include "w3/reader/pace.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace w3::follow {
namespace {

constexpr int ok = 200;
constexpr int gone = 410;
constexpr int too_many_requests = 429;
constexpr std::chrono::hours between_forgetting(1);
constexpr std::chrono::milliseconds patience_min(2000);

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

}  // namespace

Follower::Follower(const Needs& needs, Changed changed)
    : needs_(needs), changed_(std::move(changed)) {
    const Time began = now();
    for (const people::Tenant& tenant : needs_.tenants.all())
        told_[tenant.id].known_until = began;
    thread_ = std::thread([this] { run(); });
}

std::vector<FollowFigures> Follower::figures() const {
    std::vector<FollowFigures> figures;
    const Time at = now();
    const std::lock_guard lock(mutex_);
    for (const people::Tenant& tenant : needs_.tenants.all()) {
        const Told& told = told_.at(tenant.id);
        figures.push_back({.tenant = &tenant,
                           .is_followed = told.is_followed,
                           .failures = told.failures,
                           .behind = std::chrono::duration_cast<Pause>(at - told.known_until)});
    }
    return figures;
}

void Follower::tell(const people::Tenant& tenant, bool is_followed) {
    const std::lock_guard lock(mutex_);
    Told& told = told_.at(tenant.id);
    told.is_followed = is_followed;
    if (!is_followed) ++told.failures;
}

void Follower::tell_all_known(const people::Tenant& tenant) {
    const std::lock_guard lock(mutex_);
    told_.at(tenant.id).known_until = now();
}

void Follower::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Follower::rest_until(Time at) {
    std::unique_lock lock(mutex_);
    return !woken_.wait_until(lock, at, [this] { return is_stopping_; });
}

void Follower::run() {
    std::map<base::TenantId, Course> courses;
    Time next = now();
    while (rest_until(next)) {
        next = now() + needs_.pause;
        for (const people::Tenant& tenant : needs_.tenants.all()) {
            Course& course = courses[tenant.id];
            if (course.next <= now()) follow(tenant, course);
            next = std::min(next, course.next);
        }
    }
}

void Follower::follow(const people::Tenant& tenant, Course& course) {
    base::Result<Pause> wait = base::unavailable("not asked");
    try {
        wait = ask_once(tenant);
        if (wait) forget_old(tenant, course);
    } catch (const std::exception& failure) {
        wait = base::Error{base::Fault::corrupt, failure.what()};
    }
    tell(tenant, wait.has_value());
    if (wait) {
        if (course.patience.count() > 0) {
            needs_.observer.event(base::Severity::info, "calls_followed",
                                  {{"tenant", std::string_view(tenant.sip_domain)}});
        }
        course.patience = Pause(0);
        course.next = now() + *wait;
        return;
    }
    if (course.patience.count() == 0) {
        needs_.observer.event(base::Severity::warning, "calls_not_followed",
                              {{"tenant", std::string_view(tenant.sip_domain)},
                               {"detail", std::string_view(wait.error().detail)}});
    }
    course.patience =
        std::clamp(course.patience * 2, patience_min, Pause(limits::follow_pause_max_ms));
    course.next = now() + course.patience;
}

base::Result<Follower::Pause> Follower::ask_once(const people::Tenant& tenant) {
    auto sync = sync_of(needs_.database, tenant, needs_.clock);
    if (!sync) return sync.error();
    const std::string target = "/api/cdr?updated_since=" + http::percent_encoded(sync->token) +
                               "&page_size=" + std::to_string(base::limits::page_size_max);
    const auto response = needs_.reader.get_for_itself(tenant, target);
    if (!response) return response.error();
    if (response->status == too_many_requests) return reader::retry_after(*response);
    if (response->status == gone) {
        const auto begun = begin_again(needs_.database, tenant, std::move(*sync));
        if (!begun) return begun.error();
        return Pause(0);
    }
    if (response->status != ok) {
        return base::unavailable("edgvoip answered " + std::to_string(response->status));
    }
    const auto changes = read_changes(response->body);
    if (!changes) return changes.error();
    const auto taken =
        take_changes(needs_.database, tenant, needs_.clock, std::move(*sync), *changes);
    if (!taken) return taken.error();
    if (taken->has_changed) changed_(tenant.id);
    if (!changes->more) tell_all_known(tenant);
    const Pause pause = changes->more ? Pause(0) : needs_.pause;
    return std::max(pause, reader::wait_behind(*response));
}

void Follower::forget_old(const people::Tenant& tenant, Course& course) {
    if (course.forget_next > now()) return;
    course.forget_next = now() + between_forgetting;
    const auto forgotten = forget_old_calls(needs_.database, tenant, needs_.clock);
    if (forgotten) return;
    needs_.observer.event(base::Severity::warning, "calls_not_forgotten",
                          {{"tenant", std::string_view(tenant.sip_domain)},
                           {"detail", std::string_view(forgotten.error().detail)}});
}

}  // namespace w3::follow
