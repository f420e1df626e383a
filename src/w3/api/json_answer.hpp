#pragma once

#include "http/json_writer.hpp"
#include "http/message.hpp"

#include <functional>

namespace w3::api {

/// What was written as JSON, never stored by anybody on the way.
inline http::Answer json_answer(int status, const std::function<void(http::JsonWriter&)>& write) {
    http::Answer answer;
    answer.status = status;
    answer.headers.emplace_back("Cache-Control", "no-store");
    http::JsonWriter json(answer.body);
    write(json);
    return answer;
}

/// 204.
inline http::Answer done_answer() {
    http::Answer answer;
    answer.status = 204;
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

}  // namespace w3::api
