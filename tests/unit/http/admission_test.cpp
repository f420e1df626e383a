#include "http/admission.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

RequestHead head(std::string method, std::string target, Headers fields = {}) {
    RequestHead made;
    made.method = std::move(method);
    made.target = std::move(target);
    made.fields = std::move(fields);
    made.fields.insert(made.fields.begin(), {"Host", "test"});
    return made;
}

Admitted admitted(RequestHead given, bool bodies = false) {
    auto verdict = admit(std::move(given), bodies);
    if (const Refusal* refusal = std::get_if<Refusal>(&verdict)) {
        ADD_FAILURE() << refusal->status << " " << refusal->reason;
        return {};
    }
    return std::get<Admitted>(std::move(verdict));
}

int refused(RequestHead given, bool bodies = false) {
    auto verdict = admit(std::move(given), bodies);
    const Refusal* refusal = std::get_if<Refusal>(&verdict);
    return refusal == nullptr ? 0 : refusal->status;
}

TEST(Admit, FillsTheRequest) {
    const Admitted got = admitted(head("GET", "/api/Per%C3%B9+x?from=%zz&a=1?", {{"Accept", "a"}}));
    EXPECT_EQ(got.request.method, Method::get);
    EXPECT_EQ(got.request.method_name, "GET");
    EXPECT_EQ(got.request.path, "/api/Perù+x");
    EXPECT_EQ(got.request.query, "from=%zz&a=1?");
    EXPECT_EQ(got.request.header("accept"), "a");
    EXPECT_EQ(got.request.request_id, "");
    EXPECT_EQ(got.body_bytes, 0u);
    EXPECT_TRUE(got.keep_alive);
    EXPECT_FALSE(got.body_unread);
    EXPECT_FALSE(got.expects_continue);
}

TEST(Admit, KnowsTheMethods) {
    EXPECT_EQ(admitted(head("HEAD", "/")).request.method, Method::head);
    EXPECT_EQ(admitted(head("OPTIONS", "*")).request.method, Method::options);
    EXPECT_EQ(admitted(head("OPTIONS", "*")).request.path, "*");
    EXPECT_EQ(admitted(head("POST", "/")).request.method, Method::post);
    EXPECT_EQ(admitted(head("get", "/")).request.method, Method::other);
    EXPECT_EQ(admitted(head("DELETE", "/")).request.method, Method::other);
    EXPECT_EQ(admitted(head("DELETE", "/")).request.method_name, "DELETE");
}

TEST(Admit, KeepsTheConnectionAsTheVersionAndTheClientSay) {
    const auto keeps = [](int minor_version, Headers connection) {
        RequestHead given = head("GET", "/", std::move(connection));
        given.minor_version = minor_version;
        return admitted(std::move(given)).keep_alive;
    };
    EXPECT_TRUE(keeps(1, {}));
    EXPECT_TRUE(keeps(1, {{"Connection", "Keep-Alive"}}));
    EXPECT_FALSE(keeps(1, {{"Connection", "close"}}));
    EXPECT_FALSE(keeps(1, {{"connection", "te,\t CLOSE , x"}}));
    EXPECT_FALSE(keeps(1, {{"Connection", "keep-alive"}, {"Connection", "close"}}));
    EXPECT_TRUE(keeps(1, {{"Connection", "closed, not-close"}}));
    EXPECT_FALSE(keeps(0, {}));
    EXPECT_TRUE(keeps(0, {{"Connection", "upgrade, keep-alive"}}));
    EXPECT_FALSE(keeps(0, {{"Connection", "keep-alive, close"}}));
    EXPECT_TRUE(keeps(1, {{"Connection", ",, ,"}}));
}

TEST(Admit, TakesBodiesOnlyWithPostAndWhereTheyBelong) {
    const Headers five = {{"Content-Length", "5"}};
    EXPECT_EQ(admitted(head("POST", "/", five), true).body_bytes, 5u);
    EXPECT_TRUE(admitted(head("POST", "/", five), true).keep_alive);
    EXPECT_EQ(admitted(head("POST", "/", {{"Content-Length", "1048576"}}), true).body_bytes,
              1048576u);
    EXPECT_EQ(admitted(head("POST", "/", {{"Content-Length", "0"}}), true).body_bytes, 0u);
    EXPECT_EQ(refused(head("POST", "/", {{"Content-Length", "1048577"}}), true), 413);
    EXPECT_EQ(refused(head("POST", "/"), true), 411);
    EXPECT_TRUE(std::holds_alternative<Admitted>(admit(head("POST", "/", five), true, 5)));
    EXPECT_EQ(std::get<Refusal>(admit(head("POST", "/", five), true, 4)).status, 413);
    for (const bool bodies : {false, true}) {
        const Admitted put = admitted(head("PUT", "/", five), bodies);
        EXPECT_TRUE(put.body_unread);
        EXPECT_FALSE(put.keep_alive);
        EXPECT_EQ(put.body_bytes, 0u);
        EXPECT_EQ(refused(head("GET", "/", five), bodies), 400);
        EXPECT_TRUE(admitted(head("GET", "/", {{"Content-Length", "0"}}), bodies).keep_alive);
    }
    EXPECT_TRUE(admitted(head("POST", "/", five), false).body_unread);
    EXPECT_TRUE(admitted(head("POST", "/"), false).keep_alive);
}

TEST(Admit, RefusesOddLengthsByItself) {
    for (const char* length : {"", "+5", "-5", "5 ", "0x5", "5,5", "5.0", "18446744073709551616"}) {
        EXPECT_EQ(refused(head("POST", "/", {{"Content-Length", length}}), true), 400) << length;
    }
    EXPECT_EQ(refused(head("POST", "/", {{"Content-Length", "18446744073709551615"}}), true), 413);
    EXPECT_EQ(refused(head("POST", "/", {{"transfer-encoding", "chunked"}}), true), 501);
}

TEST(Admit, UnderstandsOneExpectation) {
    const Headers expects = {{"Content-Length", "5"}, {"Expect", "100-Continue"}};
    EXPECT_TRUE(admitted(head("POST", "/", expects), true).expects_continue);
    EXPECT_EQ(refused(head("POST", "/", {{"Content-Length", "5"}, {"Expect", "magic"}}), true),
              417);
    RequestHead old = head("POST", "/", {{"Content-Length", "5"}, {"Expect", "magic"}});
    old.minor_version = 0;
    EXPECT_FALSE(admitted(std::move(old), true).expects_continue);
}

TEST(SaneRequestId, IsOneShortPlainWord) {
    const auto id = [](std::string value) {
        const Headers fields = {{"x-request-id", std::move(value)}};
        return std::string(sane_request_id(fields).value_or("none"));
    };
    EXPECT_EQ(id("Az09._-"), "Az09._-");
    EXPECT_EQ(id(std::string(64, 'a')), std::string(64, 'a'));
    EXPECT_EQ(id(std::string(65, 'a')), "none");
    for (const char* bad : {"", "a b", "a/b", "a\"", "a,b", "\xc3\xa8", "a:b"}) {
        EXPECT_EQ(id(bad), "none") << bad;
    }
    EXPECT_EQ(sane_request_id({}), std::nullopt);
    EXPECT_EQ(sane_request_id({{"X-Request-Id", "a"}, {"X-Request-Id", "a"}}), std::nullopt);
}

}  // namespace
}  // namespace http
