#pragma once

#include "base/error.hpp"
#include "w3/app/config.hpp"

#include <string>
#include <vector>

namespace w3::app {

/// Answers over HTTP until SIGINT or SIGTERM, then stops in order. SIGHUP: reads the TLS files
/// again. Says on standard output where it listens once it does.
base::Result<void> serve(const Config& config, const std::string& version);

/// Looks at configuration, key, pages and store; says what is wrong and how to mend it.
base::Result<void> check(const Config& config);

/// Brings the store to this program's version.
base::Result<void> migrate(const Config& config);

/// Makes the signing key if it is missing, and writes the key set that edgvoip reads.
base::Result<void> make_key(const Config& config);

struct UserArguments {
    std::string sip_domain;  ///< empty: of the only tenant
    std::string email;
    std::string name;
    std::string role = "admin";
    std::string ext;
    bool lasting = false;  ///< the password need not be changed at the first login
    std::vector<std::string> store_ids;
};

/// Adds a person and prints the password.
base::Result<void> add_user(const Config& config, const UserArguments& arguments);
/// Gives a person a new password and prints it; ends the sessions, lifts the lock-out.
base::Result<void> reset_user(const Config& config, const UserArguments& arguments);
/// Prints the people of every tenant, or of the one named.
base::Result<void> list_users(const Config& config, const UserArguments& arguments);

}  // namespace w3::app
