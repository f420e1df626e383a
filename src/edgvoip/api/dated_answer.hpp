#pragma once

#include "edgvoip/api/context.hpp"
#include "edgvoip/api/door.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <functional>

namespace edgvoip::api {

/// An answer made of a tenant's calls, and the change of the tenant that it shows.
struct DatedAnswer {
    http::Answer answer;
    std::int64_t change_seq = 0;
};

/// What `make` answers, or a problem: the tenant's calls are not there yet, or `make` fails. When
/// the time of asking has no part in the answer (`is_fixed`) it gets its `ETag`, and who has that
/// already is told so without asking `make`.
http::Answer dated_answer(
    const ApiContext& context, const http::Request& request, const Visitor& visitor, bool is_fixed,
    const std::function<base::Result<DatedAnswer>(const query::Sources&)>& make);

}  // namespace edgvoip::api
