#pragma once

#include "http/message.hpp"

#include <memory>
#include <utility>

namespace w3::api {

/// Server-sent events, which no proxy on the way is to gather or keep.
inline http::Answer event_answer(std::shared_ptr<http::EventStream> events) {
    http::Answer answer;
    answer.content_type = "text/event-stream";
    answer.headers.emplace_back("Cache-Control", "no-store");
    answer.headers.emplace_back("X-Accel-Buffering", "no");
    answer.events = std::move(events);
    return answer;
}

}  // namespace w3::api
