#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"

namespace edgvoip::source::freeswitch {

/// All that is ever said to a PBX.
enum class EventCommand { authenticate, subscribe, list_channels, leave };

/// Whether a password can be said: Fault::invalid when it is empty or not one line.
base::Result<void> check_event_password(const base::Secret& password);

/// The command with the empty line that ends it; a secret, since one of them has the password in
/// it, which check_event_password() found good.
base::Secret line_of(EventCommand command, const base::Secret& password);

}  // namespace edgvoip::source::freeswitch
