#pragma once

#include "http/message.hpp"
#include "w3/api/door.hpp"

namespace w3::api {

/// 200 with what the pages need to know of who is logged in.
http::Answer session_answer(const Visitor& visitor);

}  // namespace w3::api
