#pragma once

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/secret.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace http {

/// What is asked of a server, and how long that may take.
struct Question {
    /// Where the server listens, as its `ServerOptions::listen` says it. A wildcard address is
    /// asked at loopback.
    std::string listen;
    std::string target;     ///< path and query as they go over the wire; starts with `/`
    std::string user;       ///< of basic authentication, without a colon; empty: none
    base::Secret password;  ///< with a user
    Headers headers = {};   ///< more fields; a value of more than one line is a Bug
    std::chrono::milliseconds connect_time_max = std::chrono::seconds(5);
    std::chrono::milliseconds time_max = std::chrono::seconds(30);  ///< for all of it
    std::size_t body_bytes_max = base::limits::response_bytes_max;  ///< of the answer
};

/// An answer of any status.
struct Response {
    int status = 0;
    Headers headers;  ///< as they came, without those of an interim answer
    std::string body;

    /// The first field of that name (any case); nothing when there is none.
    std::optional<std::string_view> header(std::string_view name) const;
};

/// Asks with GET over plain HTTP and waits for the answer. Goes straight to the server: redirects
/// are not followed, and proxies of the environment not used. Fault::invalid when `listen` is no
/// address, Fault::unavailable when nobody listens there or the answer does not come whole and in
/// time, Fault::exhausted when it is too large; the sentence says where. Any thread.
base::Result<Response> get(const Question& question);

/// Asks as get() does, over connections that are kept for the next question. Any thread; as many
/// connections as there are questions at a time.
class Client {
public:
    Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client();

    base::Result<Response> get(const Question& question);

private:
    struct Idle;
    std::unique_ptr<Idle> idle_;
};

/// Where a server that listens so is asked: with loopback for a wildcard address.
std::string asked_at(const std::string& listen);

}  // namespace http
