#pragma once

#include "base/instant.hpp"

#include <boost/json/object.hpp>

namespace w3::live {

/// What an event says that happens now: `{"at":"2026-11-29T12:00:00Z"}`.
inline boost::json::object moment(base::Instant now) {
    boost::json::object data;
    data["at"] = base::to_iso8601(now);
    return data;
}

}  // namespace w3::live
