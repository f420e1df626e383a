#pragma once

#include "http/message.hpp"

#include <functional>
#include <string_view>

/// Problem answers of the private listener; `detail` is a sentence for who asked.
namespace program {

/// 401 says how to come in.
http::Answer refusal(int status, std::string_view detail, const http::Request& request);

/// 405; `methods` are those that are allowed, with commas between them.
http::Answer refuse_method(std::string_view methods, std::string_view detail,
                           const http::Request& request);

/// What Prometheus reads of `page`, to GET and HEAD; else 405.
http::Answer answer_metrics(const std::function<http::Answer()>& page,
                            const http::Request& request);

/// 503: a second later it may be otherwise.
http::Answer come_again(std::string_view detail, const http::Request& request);

}  // namespace program
