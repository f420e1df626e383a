#include "http/router.hpp"

#include "base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace http {
namespace {

Request request(Method method, std::string path) {
    Request made;
    made.method = method;
    made.path = std::move(path);
    made.request_id = "r-1";
    return made;
}

Handler says(std::string what) {
    return [what](const Request&) {
        Answer answer;
        answer.body = what;
        return answer;
    };
}

/// The first answer field of that name, or nothing.
std::string field(const Answer& answer, std::string_view name) {
    for (const auto& [key, value] : answer.headers) {
        if (key == name) return value;
    }
    return "";
}

Router sample() {
    Router router;
    router.add({Method::get}, "/api/cdr", says("list"));
    router.add({Method::get}, "/api/cdr/{call_id}", [](const Request& r) {
        Answer answer;
        answer.body = "call " + r.path_value("call_id");
        return answer;
    });
    router.add({Method::get}, "/api/cdr/latest", says("latest"));
    router.add({Method::get}, "/api/{kind}/{id}/legs", [](const Request& r) {
        Answer answer;
        answer.body = r.path_value("kind") + " " + r.path_value("id");
        return answer;
    });
    router.add({Method::post}, "/ingest", says("taken"));
    router.add({Method::get}, "/", says("root"));
    return router;
}

TEST(Router, FindsTheHandlerOfAPath) {
    const Router router = sample();
    EXPECT_EQ(router.answer(request(Method::get, "/api/cdr")).body, "list");
    EXPECT_EQ(router.answer(request(Method::get, "/")).body, "root");
    EXPECT_EQ(router.answer(request(Method::post, "/ingest")).body, "taken");
    EXPECT_EQ(router.answer(request(Method::get, "/api/cdr/pbx1-17.2")).body, "call pbx1-17.2");
    EXPECT_EQ(router.answer(request(Method::get, "/api/cdr/7/legs")).body, "cdr 7");
}

TEST(Router, PrefersLiteralsWhateverTheOrder) {
    const Router router = sample();
    EXPECT_EQ(router.answer(request(Method::get, "/api/cdr/latest")).body, "latest");
    Router other;
    other.add({Method::get}, "/a/{x}/c", says("late literal"));
    other.add({Method::get}, "/a/b/{y}", says("early literal"));
    other.add({Method::get}, "/{z}/b/c", says("no early literal"));
    EXPECT_EQ(other.answer(request(Method::get, "/a/b/c")).body, "early literal");
}

TEST(Router, AnswersHeadWhereverGetIs) {
    const Router router = sample();
    EXPECT_EQ(router.answer(request(Method::head, "/api/cdr")).body, "list");
    EXPECT_EQ(router.answer(request(Method::head, "/ingest")).status, 405);
}

TEST(Router, Answers404WhereNothingIs) {
    const Router router = sample();
    for (const char* path : {"/api", "/api/cdr/", "/api/cdr//legs", "/api/cdr/1/2", "/API/cdr",
                             "//", "/ingest/", "/api/cdr/latest/", "*", ""}) {
        const Answer answer = router.answer(request(Method::get, path));
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(answer.content_type, "application/problem+json") << path;
        EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Not Found","status":404,)"
                               R"("detail":"there is nothing at this path","request_id":"r-1"})")
            << path;
    }
}

TEST(Router, Answers405WithWhatThePathTakes) {
    const Router router = sample();
    const Answer answer = router.answer(request(Method::post, "/api/cdr"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(field(answer, "Allow"), "GET, HEAD");
    EXPECT_EQ(answer.body, R"({"type":"about:blank","title":"Method Not Allowed","status":405,)"
                           R"("detail":"this path takes GET, HEAD","request_id":"r-1"})");
    EXPECT_EQ(field(router.answer(request(Method::get, "/ingest")), "Allow"), "POST");
    EXPECT_EQ(field(router.answer(request(Method::options, "/api/cdr")), "Allow"), "GET, HEAD");
    EXPECT_EQ(router.answer(request(Method::other, "/api/cdr/1")).status, 405);
}

TEST(Router, A404IsNoSecretBut405ComesFirstForMethodsOfNoRoute) {
    const Router router = sample();
    const Answer put = router.answer(request(Method::other, "/nowhere"));
    EXPECT_EQ(put.status, 405);
    EXPECT_EQ(field(put, "Allow"), "GET, HEAD, POST");
    EXPECT_EQ(router.answer(request(Method::options, "*")).status, 405);
    EXPECT_EQ(router.answer(request(Method::post, "/nowhere")).status, 404);
    EXPECT_EQ(router.answer(request(Method::head, "/nowhere")).status, 404);
}

TEST(Router, MethodsOfOnePathMayHaveSeveralHandlers) {
    Router router;
    router.add({Method::get}, "/x/{id}", says("got"));
    router.add({Method::post, Method::options}, "/x/{name}", says("posted"));
    EXPECT_EQ(router.answer(request(Method::get, "/x/1")).body, "got");
    EXPECT_EQ(router.answer(request(Method::options, "/x/1")).body, "posted");
    EXPECT_EQ(field(router.answer(request(Method::other, "/x/1")), "Allow"),
              "GET, HEAD, OPTIONS, POST");
}

TEST(Router, ALiteralPathsMethodsAreItsOwn) {
    Router router;
    router.add({Method::get}, "/x/{id}", says("got"));
    router.add({Method::post}, "/x/new", says("posted"));
    const Answer answer = router.answer(request(Method::get, "/x/new"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(field(answer, "Allow"), "POST");
}

TEST(Router, RefusesRoutesThatContradictEachOther) {
    Router router = sample();
    EXPECT_THROW(router.add({Method::get}, "/api/cdr/{other}", says("")), base::Bug);
    EXPECT_THROW(router.add({Method::head}, "/api/cdr", says("")), base::Bug);
    EXPECT_THROW(router.add({Method::get}, "api", says("")), base::Bug);
    EXPECT_THROW(router.add({Method::other}, "/new", says("")), base::Bug);
    EXPECT_EQ(router.routes().size(), 6u);
}

TEST(Router, TellsOfAHandlerThatThrowsButNotTheClient) {
    Router router;
    router.add({Method::get}, "/bug", [](const Request&) -> Answer {
        throw std::runtime_error("secret: SELECT * FROM calls");
    });
    router.add({Method::get}, "/odd", [](const Request&) -> Answer { throw 17; });
    std::vector<std::string> told;
    router.on_failure = [&](const Request& r, std::string_view what) {
        told.push_back(r.path + " " + r.request_id + " " + std::string(what));
    };
    const Answer answer = router.answer(request(Method::get, "/bug"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(answer.body.find("SELECT"), std::string::npos);
    EXPECT_NE(answer.body.find(R"("request_id":"r-1")"), std::string::npos);
    EXPECT_EQ(router.answer(request(Method::get, "/odd")).status, 500);
    EXPECT_THAT(told, testing::ElementsAre("/bug r-1 secret: SELECT * FROM calls",
                                           "/odd r-1 something that is not a std::exception"));
}

TEST(Router, AThrowingHandlerNeedsNobodyToTell) {
    Router router;
    router.add({Method::get}, "/bug", [](const Request&) -> Answer { throw std::bad_alloc(); });
    EXPECT_EQ(router.answer(request(Method::get, "/bug")).status, 500);
}

TEST(Router, NamesTheRouteOfAPath) {
    const Router router = sample();
    EXPECT_EQ(router.route_of("/api/cdr/123"), "/api/cdr/{call_id}");
    EXPECT_EQ(router.route_of("/api/cdr/latest"), "/api/cdr/latest");
    EXPECT_EQ(router.route_of("/nowhere"), "");
    EXPECT_EQ(router.routes()[1].pattern, "/api/cdr/{call_id}");
    EXPECT_THAT(router.routes()[4].methods, testing::ElementsAre(Method::post));
}

}  // namespace
}  // namespace http
