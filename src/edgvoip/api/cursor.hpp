#pragma once

#include "access/seal.hpp"
#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/query/call_question.hpp"
#include "edgvoip/query/sight.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace edgvoip::api {

/// What a client carries to walk on through the call list: what the walk began with, and where it
/// has come to.
struct Cursor {
    std::string query;  ///< the question's own parameters, as they came
    base::Instant from;
    base::Instant to;
    query::ListPlace place;
};

/// Why a cursor cannot be used.
enum class CursorFault {
    not_ours,  ///< none that this server gave out for this tenant
    stale,     ///< one of more than `limits::sync_memory_days` ago, or of another sight
};

/// The cursor sealed, for this tenant and what the asker may see of it now. Good in every process
/// that has the store's key, also after a restart.
std::string write_cursor(const auth::Seal& seal, base::TenantId tenant, const query::Sight& sight,
                         const Cursor& cursor, base::Instant now);

/// What `write_cursor` was given. A cursor of another tenant is not told from one that was made
/// up.
std::variant<Cursor, CursorFault> read_cursor(const auth::Seal& seal, base::TenantId tenant,
                                              const query::Sight& sight, std::string_view text,
                                              base::Instant now);

}  // namespace edgvoip::api
