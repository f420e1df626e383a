#include "edgvoip/app/index_checks.hpp"

#include "edgvoip/app/index_report.hpp"
#include "http/problem.hpp"
#include "http/query_parameters.hpp"
#include "program/private/refusal.hpp"

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace edgvoip::app {

IndexChecks::IndexChecks(DirectoryNow directory, Rebuild rebuild, base::Observer& observer)
    : directory_(std::move(directory)),
      rebuild_(std::move(rebuild)),
      observer_(observer),
      thread_([this] { attend(); }) {}

void IndexChecks::answer(const http::Request& request, const http::Reply& reply) {
    if (request.method != http::Method::get) {
        return reply(program::refuse_method("GET", "an index is checked with GET", request));
    }
    http::QueryParameters parameters(request.query);
    const auto sip_domain = parameters.text("sip_domain");
    if (!parameters.given("sip_domain")) parameters.reject("sip_domain", "is required");
    if (auto errors = parameters.errors(); !errors.empty()) {
        return reply(http::bad_parameters(std::move(errors), request.request_id));
    }
    auto directory = directory_();
    const directory::Tenant* const tenant = directory->by_domain(*sip_domain);
    if (tenant == nullptr) {
        return reply(
            program::refusal(404, "no tenant of the directory has this SIP domain", request));
    }
    if (!admit({std::move(directory), tenant, request, reply})) {
        reply(program::come_again("another index is being checked", request));
    }
}

/// False when somebody else's check is not done.
bool IndexChecks::admit(Asked asked) {
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || is_busy_) return false;
        is_busy_ = true;
        next_.emplace(std::move(asked));
    }
    woken_.notify_one();
    return true;
}

void IndexChecks::attend() {
    for (;;) {
        std::optional<Asked> asked;
        {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return is_stopping_ || next_; });
            if (!next_) return;
            asked.swap(next_);
        }
        http::Answer answer = checked(*asked);
        {
            const std::lock_guard lock(mutex_);
            is_busy_ = false;
        }
        asked->reply(std::move(answer));
    }
}

http::Answer IndexChecks::checked(const Asked& asked) {
    try {
        const auto pair = rebuild_(asked.tenant->id);
        if (!pair) return failed(asked, pair.error());
        const index::Comparison comparison = index::compare(*pair->running, *pair->rebuilt);
        const IndexReport report = report_of(*asked.tenant, *pair->running, comparison);
        const bool differs = report.differences > 0;
        observer_.event(differs ? base::Severity::error : base::Severity::info,
                        differs ? "index_differs" : "index_checked",
                        {{"tenant_id", std::string_view(report.tenant_id)},
                         {"change_seq", report.change_seq},
                         {"calls", report.calls},
                         {"differences", report.differences}});
        http::Answer answer;
        answer.body = to_json(report);
        return answer;
    } catch (const std::exception& failure) {
        return failed(asked, {base::Fault::corrupt, failure.what()});
    }
}

http::Answer IndexChecks::failed(const Asked& asked, const base::Error& error) {
    if (error.fault == base::Fault::unavailable)
        return program::come_again(error.detail, asked.request);
    // It has left the directory meanwhile.
    if (error.fault == base::Fault::not_found)
        return program::refusal(404, error.detail, asked.request);
    const std::string tenant_id = asked.tenant->id.uuid.text();
    observer_.event(base::Severity::error, "index_check_failed",
                    {{"request_id", std::string_view(asked.request.request_id)},
                     {"tenant_id", std::string_view(tenant_id)},
                     {"detail", std::string_view(error.detail)}});
    return program::refusal(
        500, "the index cannot be made anew; the log's index_check_failed says why", asked.request);
}

void IndexChecks::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    woken_.notify_one();
    if (thread_.joinable()) thread_.join();
}

}  // namespace edgvoip::app
