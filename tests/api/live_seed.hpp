#pragma once

#include <string>
#include <string_view>

namespace edgvoip::tests {

/// What `show channels as json` answers at `seed_now()`: calls `live-1`…`live-4` of chain A and
/// `live-5` of chain B, and one that is of no tenant.
///
/// `live-1` is inbound at Roma's DID, answered by 1001 after a minute and held by it; `live-2` at
/// Milano's, waiting in the queue `vendite`; `live-3` outbound by 1002, ringing; `live-4` internal
/// from 1003 to 1001, ringing; `live-5` inbound, answered by 2001.
std::string seed_channels();

/// The list without any channel.
std::string no_channels();

/// An event of a new inbound channel at a DID of chain A, in its context.
std::string channel_created(std::string_view id, std::string_view caller, std::string_view did);

/// Its dialplan rings these phones of chain A, as `user/1001@…,user/1003@…`.
std::string phones_wanted(std::string_view id, std::string_view caller, std::string_view targets);

/// A leg of it rings a phone of chain A.
std::string phone_rung(std::string_view id, std::string_view by, std::string_view ext);

/// That channel hangs up.
std::string channel_ended(std::string_view id);

}  // namespace edgvoip::tests
