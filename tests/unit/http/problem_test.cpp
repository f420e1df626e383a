#include "http/problem.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(Problem, IsRfc9457Json) {
    Problem problem;
    problem.status = 403;
    problem.type = "/problems/wrong-tenant";
    problem.title = "Wrong tenant";
    problem.detail = "sip_domain is not the token's";
    const Answer answer = to_answer(problem, "r-1");
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_TRUE(answer.headers.empty());
    EXPECT_EQ(answer.body,
              R"({"type":"/problems/wrong-tenant","title":"Wrong tenant","status":403,)"
              R"("detail":"sip_domain is not the token's","request_id":"r-1"})");
}

TEST(Problem, TakesThePhraseOfItsStatusWhereItHasNoWords) {
    Problem problem;
    problem.status = 404;
    EXPECT_EQ(to_answer(problem, "r").body,
              R"({"type":"about:blank","title":"Not Found","status":404,"detail":"Not Found",)"
              R"("request_id":"r"})");
}

TEST(Problem, NamesEveryBadParameter) {
    const Answer answer = bad_parameters(
        {{"page", "is not a whole number from 1 to 500"}, {"a\"b", "is not a UUID"}}, "r-2");
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(answer.content_type, "application/problem+json");
    EXPECT_EQ(answer.body,
              R"({"type":"/problems/bad-parameters","title":"Bad parameters","status":400,)"
              R"("detail":"2 parameters cannot be accepted; errors names each of them",)"
              R"("request_id":"r-2","errors":[)"
              R"({"parameter":"page","reason":"is not a whole number from 1 to 500"},)"
              R"({"parameter":"a\"b","reason":"is not a UUID"}]})");
}

TEST(Problem, SaysASingleBadParameterInItsDetail) {
    const Answer answer = bad_parameters({{"page", "is not a UUID"}}, "r");
    EXPECT_NE(answer.body.find(R"("detail":"page is not a UUID")"), std::string::npos);
}

TEST(ReasonPhrase, IsTheStandardOne) {
    EXPECT_EQ(reason_phrase(200), "OK");
    EXPECT_EQ(reason_phrase(304), "Not Modified");
    EXPECT_EQ(reason_phrase(405), "Method Not Allowed");
    EXPECT_EQ(reason_phrase(429), "Too Many Requests");
    EXPECT_EQ(reason_phrase(511), "Network Authentication Required");
    EXPECT_EQ(reason_phrase(299), "Unknown");
    EXPECT_EQ(reason_phrase(999), "Unknown");
    EXPECT_EQ(reason_phrase(-1), "Unknown");
}

}  // namespace
}  // namespace http
