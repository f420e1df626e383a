#pragma once

#include "http/message.hpp"
#include "http/router.hpp"
#include "http/trusted_proxies.hpp"
#include "w3/api/pages.hpp"
#include "w3/api/workers.hpp"

#include <string_view>

namespace w3::api {

/// The threads that answer what may wait: for a disk or for edgvoip, and for a password's hash.
struct Lanes {
    Workers& requests;
    Workers& passwords;
};

/// What every request of the listener meets first: who asks (through trusted proxies), whether it
/// is a page, which io threads answer themselves, or the API, which workers do. Says to browsers
/// what an answer may be used for. Any thread.
class Site {
public:
    /// All of it outlives the site.
    Site(http::TrustedProxies proxies, const Pages& pages, const http::Router& router, Lanes lanes);

    void answer(http::Request request, const http::Reply& reply);

    /// The route of a path for the log; empty when it has none.
    std::string_view route_of(std::string_view path) const;

private:
    http::TrustedProxies proxies_;
    const Pages& pages_;
    const http::Router& router_;
    Lanes lanes_;
};

}  // namespace w3::api
