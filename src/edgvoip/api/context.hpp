#pragma once

#include "access/seal.hpp"
#include "access/verifier.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/observer.hpp"
#include "edgvoip/api/limit.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/query/answer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::live {
class Board;
}  // namespace edgvoip::live

namespace edgvoip::api {

class LiveStreams;

/// What the endpoints need of the rest of the program. Every function may be called by any thread
/// at any time and returns without waiting for anything but short reads.
struct ApiContext {
    const base::Clock* clock = nullptr;  ///< outlives the router
    base::Observer* observer = nullptr;  ///< outlives the router
    const auth::Seal* seal = nullptr;    ///< of what clients bring back; outlives the router
    Limit* tenants = nullptr;            ///< requests of a tenant; outlives the router
    Limit* bad_tokens = nullptr;         ///< bad ones of a client; outlives the router
    std::string build_id;                ///< another one for another program
    /// The calls that go on, and who listens to them: both null without a link to a PBX, else both
    /// outlive the router.
    live::Board* board = nullptr;
    LiveStreams* streams = nullptr;

    /// The snapshot in force; never null.
    std::function<std::shared_ptr<const directory::Directory>()> directory;
    /// The keys in force; never null.
    std::function<std::shared_ptr<const auth::Verifier>()> verifier;
    /// The index, and the calling thread's own reader; good until the answer is made.
    std::function<base::Result<query::Sources>()> sources;
    /// Keeps a line of the access audit; when it cannot, nothing is answered. Null: no audit.
    std::function<base::Result<void>(std::string_view line)> audit;
    /// Whether requests can be answered now; the error's sentence goes to the log only.
    std::function<base::Result<void>()> readiness;
};

}  // namespace edgvoip::api
