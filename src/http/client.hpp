#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"

#include <chrono>
#include <string>

namespace http {

/// What is asked of a server, and how long that may take.
struct Question {
    /// Where the server listens, as its `ServerOptions::listen` says it. A wildcard address is
    /// asked at loopback.
    std::string listen;
    std::string target;     ///< path and query as they go over the wire; starts with `/`
    std::string user;       ///< of basic authentication, without a colon; empty: none
    base::Secret password;  ///< with a user
    std::chrono::milliseconds connect_time_max = std::chrono::seconds(5);
    std::chrono::milliseconds time_max = std::chrono::seconds(30);  ///< for all of it
};

/// An answer of any status.
struct Response {
    int status = 0;
    std::string body;  ///< at most `limits::response_bytes_max`
};

/// Asks with GET over plain HTTP and waits for the answer. Goes straight to the server: redirects
/// are not followed, and proxies of the environment not used. Fault::invalid when `listen` is no
/// address, Fault::unavailable when nobody listens there or the answer does not come whole and in
/// time, Fault::exhausted when it is too large; the sentence says where. Any thread.
base::Result<Response> get(const Question& question);

/// Where a server that listens so is asked: with loopback for a wildcard address.
std::string asked_at(const std::string& listen);

}  // namespace http
