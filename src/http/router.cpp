#include "http/router.hpp"

#include "base/error.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace http {
namespace {

constexpr std::array<std::pair<Method, std::string_view>, 4> method_names = {{
    {Method::get, "GET"},
    {Method::head, "HEAD"},
    {Method::options, "OPTIONS"},
    {Method::post, "POST"},
}};

bool takes(const std::vector<Method>& methods, Method method) {
    const Method wanted = method == Method::head ? Method::get : method;
    return std::any_of(methods.begin(), methods.end(),
                       [&](Method m) { return m == method || m == wanted; });
}

bool is_name(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// The segments behind the leading `/`; a trailing `/` makes an empty last one.
std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

/// Tells `on_segment(pattern segment, path segment)` every pair; false as soon as one does not
/// match or the counts differ.
template <class OnSegment>
bool match(const std::vector<std::string>& segments, std::string_view path, OnSegment on_segment) {
    for (const std::string& segment : segments) {
        if (path.empty() || path.front() != '/') return false;
        path.remove_prefix(1);
        const std::string_view part = path.substr(0, path.find('/'));
        path.remove_prefix(part.size());
        if (is_name(segment) ? part.empty() : part != segment) return false;
        on_segment(std::string_view(segment), part);
    }
    return path.empty();
}

/// Same literals, names in the same places.
bool same_shape(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](const std::string& a, const std::string& b) {
                          return is_name(a) ? is_name(b) : a == b;
                      });
}

/// Of two patterns that match the same path: whether the first has a literal where they first
/// differ.
bool more_literal(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (is_name(left[i]) != is_name(right[i])) return !is_name(left[i]);
    }
    return false;
}

Answer method_not_allowed(const Request& request, const std::vector<Method>& methods) {
    std::string allow;
    for (const auto& [method, name] : method_names) {
        if (!takes(methods, method)) continue;
        if (!allow.empty()) allow += ", ";
        allow += name;
    }
    Problem problem;
    problem.status = 405;
    problem.detail = "this path takes " + (allow.empty() ? "no method" : allow);
    Answer answer = to_answer(problem, request.request_id);
    answer.headers.emplace_back("Allow", std::move(allow));
    return answer;
}

Answer not_found(const Request& request) {
    Problem problem;
    problem.status = 404;
    problem.detail = "there is nothing at this path";
    return to_answer(problem, request.request_id);
}

Answer failed(const Request& request) {
    Problem problem;
    problem.status = 500;
    problem.detail = "the request could not be answered; the server's log has its request_id";
    return to_answer(problem, request.request_id);
}

}  // namespace

bool Router::Entry::matches(std::string_view path) const {
    if (!has_names) return path == route.pattern;
    return match(segments, path, [](std::string_view, std::string_view) {});
}

void Router::add(std::vector<Method> methods, std::string pattern, Handler handler) {
    base::check(!pattern.empty() && pattern.front() == '/', "a route's pattern starts with /");
    base::check(!takes(methods, Method::other), "a route names its methods");
    std::vector<std::string> segments = split(pattern);
    for (const Entry& entry : entries_) {
        if (!same_shape(entry.segments, segments)) continue;
        for (const Method method : methods) {
            base::check(!takes(entry.route.methods, method), "a method of a path has one handler");
        }
    }
    const bool has_names = std::any_of(segments.begin(), segments.end(), is_name);
    entries_.push_back({{std::move(methods), std::move(pattern)},
                        std::move(segments),
                        has_names,
                        std::move(handler)});
}

const Router::Entry* Router::best_match(std::string_view path) const {
    const Entry* best = nullptr;
    for (const Entry& entry : entries_) {
        if (!entry.matches(path)) continue;
        if (best == nullptr || more_literal(entry.segments, best->segments)) best = &entry;
    }
    return best;
}

Answer Router::answer(Request request) const {
    const Entry* best = best_match(request.path);
    std::vector<Method> allowed;
    for (const Entry& entry : entries_) {
        if (best != nullptr && !same_shape(entry.segments, best->segments)) continue;
        allowed.insert(allowed.end(), entry.route.methods.begin(), entry.route.methods.end());
        if (best != nullptr && takes(entry.route.methods, request.method)) {
            return run(entry, request);
        }
    }
    if (best == nullptr && takes(allowed, request.method)) return not_found(request);
    return method_not_allowed(request, allowed);
}

Answer Router::run(const Entry& entry, Request& request) const {
    request.path_values.clear();
    match(entry.segments, request.path, [&](std::string_view name, std::string_view value) {
        if (is_name(name)) request.path_values.emplace_back(name.substr(1, name.size() - 2), value);
    });
    try {
        return entry.handler(request);
    } catch (const std::exception& failure) {
        if (on_failure) on_failure(request, failure.what());
    } catch (...) {
        if (on_failure) on_failure(request, "something that is not a std::exception");
    }
    return failed(request);
}

std::string_view Router::route_of(std::string_view path) const {
    const Entry* best = best_match(path);
    return best == nullptr ? std::string_view() : std::string_view(best->route.pattern);
}

std::vector<Router::Route> Router::routes() const {
    std::vector<Route> routes;
    routes.reserve(entries_.size());
    for (const Entry& entry : entries_)
        routes.push_back(entry.route);
    return routes;
}

}  // namespace http
