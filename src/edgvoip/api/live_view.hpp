#pragma once

#include "base/instant.hpp"
#include "edgvoip/api/door.hpp"
#include "edgvoip/call/call_filter.hpp"
#include "edgvoip/live/live_call.hpp"
#include "http/json_writer.hpp"

#include <string>

namespace edgvoip::api {

/// What one asker sees of the calls that go on: those he may see and has asked for, and how they
/// are written for him. Immutable.
class LiveView {
public:
    LiveView(const Visitor& visitor, call::CallFilter filter);

    /// Whether the call is his: its store and its extension are in what the token may see, as for
    /// finished calls; an extension that only rings, or is one of several, counts too.
    bool sees(const live::LiveCall& live) const;

    /// The call as the contract writes it; its seconds are those until `now`.
    void write(http::JsonWriter& json, const live::LiveCall& live, base::Instant now) const;

    /// The same text for two views of one tenant exactly when they see the same calls in the same
    /// way.
    std::string text() const;

    const directory::Tenant& tenant() const { return *visitor_.tenant; }

private:
    bool is_asked_for(const live::LiveCall& live) const;
    bool may_see(const live::LiveCall& live) const;

    Visitor visitor_;
    call::CallFilter filter_;
};

}  // namespace edgvoip::api
