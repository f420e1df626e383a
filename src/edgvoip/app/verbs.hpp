#pragma once

#include "base/error.hpp"
#include "edgvoip/app/config.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace edgvoip::app {

/// Answers over HTTP until SIGINT or SIGTERM, then stops in order. SIGHUP: reads the directory and
/// the keys again. Says on standard output where it listens once it does. `version` is the
/// program's.
base::Result<void> serve(const Config& config, const std::string& version);

/// Takes records of files in; progress on standard error, a summary on standard output.
base::Result<void> import_freeswitch(const Config& config, const std::vector<std::string>& paths,
                                     const std::string& source);

/// Reads a directory file and says what it holds, or what is wrong with it.
base::Result<void> check_directory(const std::string& file);

/// Prints a token for a tenant of the directory, signed with `auth.signing_key_file` (a secret or a
/// PEM private key). `ttl` is a number with `s`, `m` or `h` behind, at most 24 h.
base::Result<void> print_token(const Config& config, const std::string& sip_domain,
                               const std::string& ttl);

struct ReattributeArguments {
    std::optional<std::string> sip_domain;  ///< absent: every tenant
    std::optional<std::string> from;        ///< ISO 8601 as in the API; absent: from the first call
    std::optional<std::string> to;          ///< the same; absent: to the last
};

/// Makes stored calls again with the directory as it is now; progress on standard error, a summary
/// on standard output. A running server follows.
base::Result<void> reattribute(const Config& config, const ReattributeArguments& arguments);

struct AuditArguments {
    std::optional<std::string> sip_domain;  ///< absent: every tenant
    std::optional<std::string> from;        ///< ISO 8601, days of UTC; absent: from the beginning
    std::optional<std::string> to;          ///< the same; absent: to the end
    std::optional<std::string> number;      ///< only questions for this number
    std::optional<std::string> subject;     ///< only of this token's `sub`
};

/// Prints the lines of the access audit that are asked for, the oldest first. Fault::corrupt when a
/// line could not be read; it is told on standard error, and the others are printed.
base::Result<void> audit(const Config& config, const AuditArguments& arguments);

/// Brings the store to this program's version.
base::Result<void> migrate(const Config& config);

/// Looks at configuration, keys, directory and store; says what is wrong and how to mend it.
base::Result<void> check(const Config& config);

/// Asks the server that runs with this configuration, at its private listener, to make the call
/// index of each tenant (or of the one with that SIP domain) anew and to compare; a line for each
/// on standard output. Fault::corrupt when one differs.
base::Result<void> check_index(const Config& config, const std::optional<std::string>& sip_domain);

struct SimulateArguments {
    std::string out;             ///< folder for the record files; empty: into the store
    std::string store_url;       ///< without `out`: where the calls go
    std::string directory_file;  ///< empty: `<out>/directory.json`
    std::string truth_file;      ///< empty: `<out>/truth.jsonl`
    std::uint64_t seed = 1;
    int tenants = 3;
    int stores = 4;
    double calls_per_store_per_day = 30;
    std::optional<std::string> from;  ///< ISO 8601; absent: `days` before `to`
    std::optional<std::string> to;    ///< ISO 8601; absent: now
    int days = 90;
    bool bulk = false;
    std::string follow_folder;  ///< empty: stop at `to`
    bool always_open = false;   ///< the followed part only
    std::string event_socket;   ///< where to tell what the followed calls do; empty: nowhere
    std::string event_socket_password_file;
    bool event_socket_anywhere = false;          ///< not on loopback only
    std::optional<std::string> callbacks_after;  ///< such as `1m..4m`; absent: within three hours
};

/// Writes the records of a made-up retail chain as FreeSWITCH would, or puts its calls into a new
/// store, as `import` would have stored them from those records. With a folder to follow in, it
/// then goes on from `to` in real time until SIGINT or SIGTERM: each record file appears there when
/// its leg ends, and an event socket tells of the calls meanwhile.
base::Result<void> simulate(const SimulateArguments& arguments);

}  // namespace edgvoip::app
