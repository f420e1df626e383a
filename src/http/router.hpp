#pragma once

#include "http/message.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

using Handler = std::function<Answer(const Request&)>;

/// Which handler answers which path. Filled at start, then only read, by any thread.
class Router {
public:
    /// `pattern` is a path whose segments may be `{name}` (one non-empty segment). `methods` are
    /// those the handler takes, such as {get}; HEAD is answered wherever GET is. Where several
    /// patterns match a path, the one with a literal segment where they first differ wins. check()s
    /// that no method of a path has two handlers. A trailing `/` makes another path.
    void add(std::vector<Method> methods, std::string pattern, Handler handler);

    /// Answers: the handler's answer; 404 problem when no pattern matches; 405 problem with
    /// `Allow` when only the method does not; 500 problem when the handler throws (the exception's
    /// text is given to `on_failure`, never to the client). A method that no route at all takes is
    /// 405 on any path.
    Answer answer(Request request) const;

    /// The pattern that matches a path, for metrics and logs; empty when none does.
    std::string_view route_of(std::string_view path) const;

    struct Route {
        std::vector<Method> methods;
        std::string pattern;
    };
    /// Every route, in the order they were added.
    std::vector<Route> routes() const;

    /// Told of every handler that threw.
    std::function<void(const Request&, std::string_view what)> on_failure;

private:
    struct Entry {
        Route route;
        std::vector<std::string> segments;
        bool has_names = false;
        Handler handler;

        bool matches(std::string_view path) const;
    };

    const Entry* best_match(std::string_view path) const;
    Answer run(const Entry& entry, Request& request) const;

    std::vector<Entry> entries_;
};

}  // namespace http
