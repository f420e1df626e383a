#pragma once

#include "base/instant.hpp"
#include "edgvoip/simulate/simulate.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::simulate {

struct ToldStory;

/// Hears the events of a PBX. The views live as long as the call.
class EventListener {
public:
    virtual ~EventListener() = default;

    /// False when nobody would read an event of that name: it is then not written.
    virtual bool wants(std::string_view name) const = 0;
    virtual void event(std::string_view name, std::string_view json) = 0;
};

/// A PBX's calls while they go on: tells each event when its time has come, and which channels are
/// up. Not thread-safe.
class LiveCalls {
public:
    /// The PBX is up since then; `chain` outlives this. Fault::not_found when the system lacks the
    /// PBX's time zone.
    static base::Result<LiveCalls> begin(const Chain& chain, const RecordOptions& options,
                                         base::Instant up_since);
    LiveCalls(LiveCalls&&) noexcept;
    LiveCalls& operator=(LiveCalls&&) noexcept;
    ~LiveCalls();

    /// A call more; what of it is past already is told by the next `advance`.
    void add(ToldStory told);

    /// Tells what has happened since the last time, up to `now`, in order; a HEARTBEAT every 20 s
    /// among it.
    void advance(base::Instant now, EventListener& listener);

    /// The answer to `show channels as json`, as of the last `advance`.
    std::string channels_json();

private:
    class State;

    explicit LiveCalls(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace edgvoip::simulate
