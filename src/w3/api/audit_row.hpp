#pragma once

#include "http/message.hpp"
#include "w3/api/door.hpp"
#include "w3/store/audit.hpp"

#include <string>
#include <string_view>

namespace w3::api {

/// The audit row of what a visitor does now.
inline store::AuditRow audit_row(const Context& context, const http::Request& request,
                                 const people::Person& person, std::string_view what,
                                 std::string about = {}, std::string detail = {}) {
    store::AuditRow row;
    row.at = context.clock->now();
    row.person_id = person.id;
    row.person_name = person.name;
    row.what = what;
    row.about = std::move(about);
    row.detail = std::move(detail);
    row.client = request.client_address;
    return row;
}

}  // namespace w3::api
