#pragma once

#include "access/key.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "http/client.hpp"
#include "w3/people/scope.hpp"
#include "w3/people/tenants.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>

/// Asks edgvoip for people's calls.
namespace w3::reader {

/// Where edgvoip is, and who W3 is to it.
struct Edgvoip {
    std::string address;  ///< as its `api.listen` says it
    std::string issuer;   ///< `iss` of the tokens
    std::string audience;
};

/// Who asks, and for what.
struct Asker {
    const people::Tenant& tenant;
    const people::Person& person;
    std::string client_address;
    std::string request_id;
};

/// Signs a short-lived token for what a person may see, keeps it until shortly before it ends, and
/// asks with it over connections that are kept. Any thread; waits for the network.
class Reader {
public:
    /// The clock outlives it.
    Reader(Edgvoip edgvoip, auth::Key key, const base::Clock& clock);

    /// Asks for a path with its query; `if_none_match` is sent when it is not empty. Errors as
    /// http::Client, and Fault::invalid when the person's stores do not fit into a token.
    base::Result<http::Response> get(const Asker& asker, const std::string& target,
                                     std::string_view if_none_match);

    /// Asks for W3 itself, which sees all of a tenant's calls with whole numbers. Errors as
    /// http::Client.
    base::Result<http::Response> get_for_itself(const people::Tenant& tenant,
                                                const std::string& target);

    /// What get() asks, for who asks themselves. Errors as token_for().
    base::Result<http::Question> question_for(const Asker& asker, const std::string& target);

    /// The token that get() asks with. Fault::invalid when the person's stores do not fit into one.
    base::Result<std::string> token_for(const people::Tenant& tenant, const people::Person& person);

private:
    struct Kept {
        std::string token;
        people::Scope scope;
        base::Instant expires;
    };

    base::Result<Kept> sign(const people::Tenant& tenant, people::PersonId subject,
                            people::Scope scope) const;
    base::Result<std::string> token(const people::Tenant& tenant, people::PersonId subject,
                                    const people::Scope& scope);
    http::Question question(const std::string& token, const std::string& target) const;

    const Edgvoip edgvoip_;
    const auth::Key key_;
    const base::Clock& clock_;
    http::Client client_;
    std::mutex mutex_;
    std::map<people::PersonId, Kept> kept_;
};

}  // namespace w3::reader
