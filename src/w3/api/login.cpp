#include "http/address.hpp"
#include "w3/api/audit_row.hpp"
#include "w3/api/cookie.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/json_body.hpp"
#include "w3/api/login_counts.hpp"
#include "w3/api/problems.hpp"
#include "w3/api/session_json.hpp"
#include "w3/people/limits.hpp"
#include "w3/people/password.hpp"
#include "w3/people/random_text.hpp"
#include "w3/store/attempts.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <chrono>
#include <utility>

namespace w3::api {
namespace {

constexpr std::size_t domain_bytes_max = 253;

const people::Tenant* tenant_of_host(const Context& context, const http::Request& request) {
    return context.tenants->by_host(request.header("Host").value_or(""));
}

/// What somebody says who wants in.
struct Claim {
    std::string email;
    base::Secret password;
    const people::Tenant* tenant = nullptr;  ///< null: no tenant is known by what was said
    store::AttemptKeys keys;
};

std::variant<Claim, http::Answer> read_claim(const Context& context, const http::Request& request) {
    JsonBody body(request.body);
    Claim claim;
    claim.email = body.text("email", limits::email_bytes_max);
    claim.password = base::Secret(body.secret("password", limits::password_bytes_max));
    const auto domain = body.maybe_text("sip_domain", domain_bytes_max);
    claim.tenant = tenant_of_host(context, request);
    if (claim.tenant == nullptr && !body.given("sip_domain")) {
        body.reject("sip_domain", Reason::missing, "is missing");
    }
    if (auto errors = body.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    if (domain) {
        const people::Tenant* const said = context.tenants->by_domain(*domain);
        claim.tenant = claim.tenant == nullptr || claim.tenant == said ? said : nullptr;
    }
    claim.keys.client = people::client_key(request.client_address);
    claim.keys.account = claim.tenant != nullptr
                             ? people::account_key(claim.tenant->id, claim.email)
                             : people::account_key({}, domain.value_or("") + " " + claim.email);
    return claim;
}

struct Account {
    std::optional<people::Person> person;
    std::string hash;
};

base::Result<Account> find_account(const Context& context, const Claim& claim) {
    Account account;
    if (claim.tenant == nullptr) return account;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto person = store::find_person_by_email(connection, claim.tenant->id, claim.email);
            if (!person) return person.error();
            if (!*person) return {};
            auto hash = store::password_hash_of(connection, **person);
            if (!hash) return hash.error();
            account = {std::move(*person), std::move(*hash)};
            return {};
        });
    if (!read) return read.error();
    return account;
}

/// Takes the same time whoever it is.
bool is_proved(const Account& account, const base::Secret& password) {
    if (!account.person || !account.person->active) {
        people::waste_as_much(password);
        return false;
    }
    return people::is_password(account.hash, password);
}

base::Result<void> keep_failure(const Context& context, const http::Request& request,
                                const Claim& claim, const Account& account, bool locks) {
    if (claim.tenant == nullptr) return {};
    store::AuditRow row;
    // Of somebody unknown nothing is kept but the address it came from: a password may have been
    // typed instead of a name.
    if (account.person) row = audit_row(context, request, *account.person, "", claim.email);
    row.at = context.clock->now();
    row.client = request.client_address;
    return context.database->write([&](sql::Connection& connection) -> base::Result<void> {
        row.what = "login_failed";
        auto done = store::append_audit(connection, claim.tenant->id, row);
        if (!done || !locks) return done;
        row.what = "locked_out";
        return store::append_audit(connection, claim.tenant->id, row);
    });
}

struct Begun {
    people::Session session;
    base::Secret cookie;
};

Begun begin_session(const people::Person& person, base::Instant now) {
    Begun begun;
    begun.cookie = people::random_text();
    begun.session = {.digest = people::digest_of(begun.cookie.reveal()),
                     .tenant_id = person.tenant_id,
                     .person_id = person.id,
                     .csrf = std::string(people::random_text().reveal()),
                     .began = now,
                     .last_used = now};
    return begun;
}

http::Answer let_in(const Context& context, const http::Request& request, const Claim& claim,
                    const Account& account) {
    const people::Person& person = *account.person;
    const Begun begun = begin_session(person, context.clock->now());
    const std::string new_hash =
        people::is_outdated(account.hash) ? people::hash_password(claim.password) : "";
    const auto before = session_cookie(request, context.secure_cookies);
    const auto kept = context.database->write([&](sql::Connection& connection) {
        auto done = store::attempt_succeeded(connection, claim.keys);
        if (done && before) done = store::end_session(connection, people::digest_of(*before));
        if (done) done = store::add_session(connection, begun.session);
        if (done) done = store::note_login(connection, person, begun.session.began);
        if (done && !new_hash.empty()) {
            done = store::set_password(connection, person, new_hash, person.must_change_password);
        }
        if (done) {
            done = store::append_audit(connection, person.tenant_id,
                                       audit_row(context, request, person, "login"));
        }
        return done;
    });
    if (!kept) return store_problem(context, request, kept.error());
    ++context.login_counts->accepted;
    http::Answer answer = session_answer({begun.session, person, claim.tenant});
    set_session_cookie(answer, begun.cookie.reveal(), context.secure_cookies);
    answer.about = claim.tenant->sip_domain;
    return answer;
}

/// 429 when the client logs in too often, whatever comes of it.
std::optional<http::Answer> refuse_haste(const Context& context, const http::Request& request) {
    if (context.logins == nullptr) return std::nullopt;
    const auto client =
        http::Address::parse(request.client_address).value_or(http::Address()).client();
    const auth::Pace pace = context.logins->take(client.bytes, std::chrono::steady_clock::now());
    if (pace.allowed) return std::nullopt;
    ++context.login_counts->hasty;
    return come_again(ProblemKind::too_many_attempts, pace.wait_sec, request);
}

}  // namespace

http::Answer login_page(const Context& context, const http::Request& request) {
    const people::Tenant* const tenant = tenant_of_host(context, request);
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("tenant");
        if (tenant == nullptr) {
            json.null();
        } else {
            json.begin_object();
            json.field("sip_domain", tenant->sip_domain);
            json.field("name", tenant->name);
            json.end_object();
        }
        json.end_object();
    });
}

http::Answer log_in(const Context& context, const http::Request& request) {
    if (auto refusal = refuse_other_origin(request)) return std::move(*refusal);
    if (auto refusal = refuse_other_than_json(request)) return std::move(*refusal);
    if (auto refusal = refuse_haste(context, request)) return std::move(*refusal);
    auto read = read_claim(context, request);
    if (auto* refusal = std::get_if<http::Answer>(&read)) return std::move(*refusal);
    const Claim& claim = std::get<Claim>(read);

    store::Admission admission;
    const auto counted =
        context.database->write([&](sql::Connection& connection) -> base::Result<void> {
            const auto begun = store::begin_attempt(connection, claim.keys, context.clock->now());
            if (!begun) return begun.error();
            admission = *begun;
            return {};
        });
    if (!counted) return store_problem(context, request, counted.error());
    if (admission.wait_seconds > 0) {
        ++context.login_counts->delayed;
        return come_again(ProblemKind::too_many_attempts, admission.wait_seconds, request);
    }
    const auto account = find_account(context, claim);
    if (!account) return store_problem(context, request, account.error());
    if (is_proved(*account, claim.password)) return let_in(context, request, claim, *account);
    ++context.login_counts->refused;
    if (admission.locks_account) ++context.login_counts->lock_outs;
    const auto kept = keep_failure(context, request, claim, *account, admission.locks_account);
    if (!kept) return store_problem(context, request, kept.error());
    return problem(ProblemKind::login_refused, request);
}

}  // namespace w3::api
