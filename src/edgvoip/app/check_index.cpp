#include "base/limits.hpp"
#include "base/secret.hpp"
#include "edgvoip/app/chosen_tenants.hpp"
#include "edgvoip/app/index_report.hpp"
#include "edgvoip/app/private_server.hpp"
#include "edgvoip/app/verbs.hpp"
#include "http/client.hpp"
#include "http/percent_encoding.hpp"

#include <chrono>
#include <iostream>
#include <string>
#include <thread>

namespace edgvoip::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds answer_time_max(base::limits::index_check_seconds_max);
constexpr std::chrono::seconds patience(base::limits::index_check_wait_seconds_max);
constexpr std::chrono::seconds between_tries(1);

/// How the server is asked that the configuration names.
base::Result<http::Question> question_of(const Config& config) {
    if (config.private_listen.empty()) {
        return base::invalid(
            "private.listen is empty, and only there the running server can be asked: set it and "
            "restart the server, whose start makes the index anew in any case");
    }
    if (const auto checked = check_private(config); !checked) return checked.error();
    http::Question question;
    question.listen = config.private_listen;
    question.user = config.private_user;
    question.time_max = answer_time_max;
    if (config.private_user.empty()) return question;
    const auto password = base::Secret::read_file(config.private_password_file);
    if (!password) return base::within("private.password_file", password.error());
    question.password = *password;
    return question;
}

/// Why the server did not check, and how to mend it.
base::Error refused(const http::Question& question, const http::Response& response) {
    const std::string server = "the server at " + http::asked_at(question.listen);
    switch (response.status) {
        case 401:
            return base::invalid(server +
                                 " does not accept private.user and its password: it was started "
                                 "with others; restart it, or give its own configuration");
        case 403:
            return base::invalid(server +
                                 " does not let this machine in: put the address into "
                                 "private.allow and restart it");
        case 404:
            return base::invalid(server +
                                 " does not know this tenant, or is of an older version: send it "
                                 "SIGHUP, or restart it");
        case 503:
            return base::unavailable(server + " cannot check now, " +
                                     std::to_string(patience.count()) +
                                     " seconds on: it is still loading, or busy with another "
                                     "check; /readyz says when it is ready");
        default:
            return base::unavailable(server + " answered " + std::to_string(response.status) +
                                     ": " + response.body);
    }
}

/// Waits while the server says that it cannot yet.
base::Result<IndexReport> ask(const http::Question& question) {
    const Clock::time_point until = Clock::now() + patience;
    for (;;) {
        const auto response = http::get(question);
        if (!response) {
            return base::within(
                "the running server cannot be asked (is it started, with this "
                "configuration?)",
                response.error());
        }
        if (response->status == 200) return parse_index_report(response->body);
        if (response->status != 503 || Clock::now() >= until) return refused(question, *response);
        std::this_thread::sleep_for(between_tries);
    }
}

}  // namespace

base::Result<void> check_index(const Config& config, const std::optional<std::string>& sip_domain) {
    auto question = question_of(config);
    if (!question) return question.error();
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const auto tenants = chosen_tenants(**directory, sip_domain);
    if (!tenants) return tenants.error();

    std::size_t differing = 0;
    for (const directory::Tenant* const tenant : *tenants) {
        question->target = "/index/check?sip_domain=" + http::percent_encoded(tenant->sip_domain);
        const auto report = ask(*question);
        if (!report) return base::within(tenant->sip_domain, report.error());
        std::cout << to_text(*report) << std::endl;
        if (report->differences > 0) ++differing;
    }
    if (differing == 0) return {};
    return base::corrupt("the index of " + std::to_string(differing) +
                         " of these tenants is not as the store is: restart the server, which "
                         "makes it anew, and report this with the lines above, since it is a "
                         "fault of the program or of the machine");
}

}  // namespace edgvoip::app
