#pragma once

#include "access/seal.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/query/answer.hpp"
#include "edgvoip/query/sight.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace edgvoip::api {

/// Why a token of `updated_since` cannot be used.
enum class SyncTokenFault {
    not_ours,  ///< no token that this server gave out for this tenant
    stale,     ///< one of more than `limits::sync_memory_days` ago, or of another sight
};

/// A place as the client carries it: sealed, for this tenant and what the asker may see of it now.
std::string write_sync_token(const auth::Seal& seal, base::TenantId tenant,
                             const query::Sight& sight, const query::ChangePlace& place,
                             base::Instant now);

/// The place that a token names. A token of another tenant is not told from one that was made up.
/// With other stores, extensions or masking than when it was given, it is stale: calls would be
/// missing that could not be seen then, and others stay that cannot be seen now.
std::variant<query::ChangePlace, SyncTokenFault> read_sync_token(const auth::Seal& seal,
                                                                 base::TenantId tenant,
                                                                 const query::Sight& sight,
                                                                 std::string_view token,
                                                                 base::Instant now);

}  // namespace edgvoip::api
