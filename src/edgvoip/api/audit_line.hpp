#pragma once

#include "access/seal.hpp"
#include "access/token.hpp"
#include "edgvoip/directory/directory.hpp"
#include "http/message.hpp"
#include "http/query_parameters.hpp"

#include <string>
#include <string_view>

namespace edgvoip::api {

/// A question about a tenant's data that has its answer.
struct AuditedQuestion {
    const http::Request& request;
    std::string_view route;  ///< the path's pattern
    const http::QueryParameters& parameters;
    const auth::Claims& claims;
    const directory::Tenant& tenant;
    const http::Answer& answer;
};

/// One line of the access audit, a JSON object without a line end: `at`, `sip_domain`, `issuer`,
/// `subject`, `client`, `request_id`, `route`, `question`, `number_hashes`, `status`, `rows`.
///
/// A number in the question loses its last three digits, and its keyed hash lets those who know the
/// number find it again. Whatever was not understood (status 400 and above), and what a cursor
/// holds, may be anything and is left out. Any thread.
std::string audit_line(const auth::Seal& seal, const AuditedQuestion& question);

/// The hash of a number as it stands in `number_hashes`; `number` is read as dialled in the
/// tenant's country.
std::string audited_number(const auth::Seal& seal, std::string_view number,
                           std::string_view country);

}  // namespace edgvoip::api
