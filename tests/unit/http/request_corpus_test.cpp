// Raw bytes sent to a real server, each with its pinned verdict. Behind each a second request
// follows at once: it must be answered when the first was framed as it claims, and must never run
// when the first was refused.
#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace http {
namespace {

struct Case {
    const char* name;
    std::string raw;
    int status;
    enum class After { next_is_answered, closes } after;
    bool bodies = false;
    std::string seen = "";  ///< `METHOD path body` as the handler sees it; empty: it never does
};

void PrintTo(const Case& given, std::ostream* out) {
    *out << given.name;
}

constexpr auto goes_on = Case::After::next_is_answered;
constexpr auto closes = Case::After::closes;

std::string many_fields(int count) {
    std::string fields;
    for (int i = 0; i < count; ++i)
        fields += "X-" + std::to_string(i) + ": y\r\n";
    return fields;
}

std::string post(const std::string& fields, const std::string& body = "") {
    return "POST /p HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n" + body;
}

const std::string smuggled = get("/smuggled");

std::vector<Case> transfer_encodings() {
    std::vector<Case> cases;
    const std::vector<std::pair<const char*, std::string>> shapes = {
        {"chunked", "Transfer-Encoding: chunked\r\n"},
        {"gzip", "Transfer-Encoding: gzip\r\n"},
        {"xchunked", "Transfer-Encoding: xchunked\r\n"},
        {"chunked_identity", "Transfer-Encoding: chunked, identity\r\n"},
        {"identity", "Transfer-Encoding: identity\r\n"},
        {"empty", "Transfer-Encoding:\r\n"},
        {"lower_case", "transfer-encoding: chunked\r\n"},
        {"mixed_case_tab", "tRANSFER-eNCODING:\tchunked\r\n"},
        {"twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"},
        {"gzip_with_length", "Transfer-Encoding: gzip\r\nContent-Length: 5\r\n"},
        {"chunked_behind_length", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"},
    };
    for (const auto& [name, fields] : shapes) {
        cases.push_back({name, post(fields, "0\r\n\r\n"), 501, closes, true});
        cases.push_back({name, "GET /g HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n0\r\n\r\n", 501,
                         closes, false});
    }
    cases.push_back({"http10_chunked",
                     "POST /p HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 501, closes,
                     true});
    cases.push_back({"trailers",
                     post("Transfer-Encoding: chunked\r\n",
                          "0\r\nAuthorization: Bearer x\r\nX-Forwarded-For: 1.1.1.1\r\n\r\n"),
                     501, closes, true});
    cases.push_back({"space_before_colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"),
                     400, closes, true});
    cases.push_back({"folded", post("X: y\r\n Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
                     closes, true});
    cases.push_back(
        {"vertical_tab_in_name", post("Transfer-Encoding\x0b: chunked\r\n"), 400, closes, true});
    return cases;
}

std::vector<Case> bodies() {
    return {
        {"get_with_body", get("/g", "Content-Length: 5\r\n") + "hello", 400, closes},
        {"get_with_body_where_posts_go", get("/g", "Content-Length: 5\r\n") + "hello", 400, closes,
         true},
        {"get_with_smuggled_body",
         get("/g", "Content-Length: " + std::to_string(smuggled.size()) + "\r\n") + smuggled, 400,
         closes},
        {"head_with_body", "HEAD /g HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx", 400,
         closes},
        {"options_with_body", "OPTIONS * HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\nx", 400,
         closes},
        {"get_with_empty_body", get("/g", "Content-Length: 0\r\n"), 200, goes_on, false, "GET /g "},
        {"post_with_body", post("Content-Length: 5\r\n", "hello"), 200, goes_on, true,
         "POST /p hello"},
        {"post_with_empty_body", post("Content-Length: 0\r\n"), 200, goes_on, true, "POST /p "},
        {"post_with_binary_body", post("Content-Length: 4\r\n", std::string("\r\n\0\n", 4)), 200,
         goes_on, true, "POST /p " + std::string("\r\n\0\n", 4)},
        {"post_without_length", post(""), 411, closes, true},
        {"post_too_large", post("Content-Length: 1048577\r\n"), 413, closes, true},
        {"post_much_too_large", post("Content-Length: 18446744073709551615\r\n"), 413, closes,
         true},
        {"post_where_none_go",
         post("Content-Length: " + std::to_string(smuggled.size()) + "\r\n", smuggled), 200, closes,
         false, "POST /p "},
        {"put_with_body",
         "PUT /p HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(smuggled.size()) +
             "\r\n\r\n" + smuggled,
         200, closes, true, "PUT /p "},
        {"delete_without_body", "DELETE /p HTTP/1.1\r\nHost: t\r\n\r\n", 200, goes_on, false,
         "DELETE /p "},
    };
}

std::vector<Case> lengths() {
    std::vector<Case> cases;
    const std::vector<std::pair<const char*, const char*>> odd = {
        {"length_plus", "+5"},   {"length_minus", "-5"},
        {"length_hex", "0x5"},   {"length_list", "5, 5"},
        {"length_empty", ""},    {"length_word", "five"},
        {"length_point", "5.0"}, {"length_inner_space", "5 5"},
        {"length_suffix", "5a"}, {"length_overflow", "18446744073709551621"},
    };
    for (const auto& [name, value] : odd) {
        cases.push_back({name, post("Content-Length: " + std::string(value) + "\r\n", "hello"), 400,
                         closes, true});
    }
    cases.push_back({"length_twice_equal",
                     post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400, closes,
                     true});
    cases.push_back({"length_twice_different",
                     post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello"), 400, closes,
                     true});
    cases.push_back(
        {"length_space_before_colon", post("Content-Length : 5\r\n", "hello"), 400, closes, true});
    return cases;
}

std::vector<Case> fields() {
    const std::string line = "GET /g HTTP/1.1\r\n";
    const std::string nul(1, '\0');
    return {
        {"no_host", line + "\r\n", 400, closes},
        {"two_hosts", line + "Host: a\r\nHost: b\r\n\r\n", 400, closes},
        {"two_equal_hosts", line + "Host: a\r\nhost: a\r\n\r\n", 400, closes},
        {"host_list", line + "Host: a, b\r\n\r\n", 400, closes},
        {"host_with_path", line + "Host: a/b\r\n\r\n", 400, closes},
        {"host_with_user", line + "Host: a@b\r\n\r\n", 400, closes},
        {"host_with_space", line + "Host: a b\r\n\r\n", 400, closes},
        {"host_not_ascii", line + "Host: \xc3\xa8\r\n\r\n", 400, closes},
        {"host_folded", line + "Host: a\r\n b\r\n\r\n", 400, closes},
        {"host_v6_with_port", line + "Host: [::1]:8080\r\n\r\n", 200, goes_on, false, "GET /g "},
        {"two_authorizations", get("/g", "Authorization: a\r\nauthorization: b\r\n"), 400, closes},
        {"two_content_types", get("/g", "Content-Type: a\r\nContent-Type: a\r\n"), 400, closes},
        {"two_accepts", get("/g", "Accept: a\r\nAccept: b\r\n"), 200, goes_on, false, "GET /g "},
        {"folded_with_space", get("/g", "X: a\r\n b\r\n"), 400, closes},
        {"folded_with_tab", get("/g", "X: a\r\n\tb\r\n"), 400, closes},
        {"fold_before_first_field", line + " X: a\r\nHost: a\r\n\r\n", 400, closes},
        {"space_before_colon", get("/g", "X : a\r\n"), 400, closes},
        {"no_colon", get("/g", "X\r\n"), 400, closes},
        {"no_name", get("/g", ": a\r\n"), 400, closes},
        {"odd_name", get("/g", "X(y): a\r\n"), 400, closes},
        {"nul_in_value", get("/g", "X: a" + nul + "b\r\n"), 400, closes},
        {"nul_in_name", get("/g", "X" + nul + ": a\r\n"), 400, closes},
        {"control_in_value", get("/g", "X: a\x01\r\n"), 400, closes},
        {"cr_in_value", get("/g", "X: a\rb\r\n"), 400, closes},
        {"lf_in_value", get("/g", "X: a\nY: b\r\n"), 400, closes},
        {"bare_line_feeds", "GET /g HTTP/1.1\nHost: a\n\n", 400, closes},
        {"latin1_in_value", get("/g", "X: \xe8\r\n"), 200, goes_on, false, "GET /g "},
        {"as_many_fields_as_go", get("/g", many_fields(63)), 200, goes_on, false, "GET /g "},
        {"too_many_fields", get("/g", many_fields(64)), 431, closes},
        {"header_too_large", get("/g", "X: " + std::string(8192, 'x') + "\r\n"), 431, closes},
        {"unknown_expectation", post("Content-Length: 5\r\nExpect: magic\r\n", "hello"), 417,
         closes, true},
    };
}

std::vector<Case> targets() {
    const std::string nul(1, '\0');
    const auto of = [](const std::string& target) { return get(target); };
    return {
        {"query", of("/g?a=%zz&b"), 200, goes_on, false, "GET /g "},
        {"longest_target", of("/" + std::string(4095, 'a')), 200, goes_on, false,
         "GET /" + std::string(4095, 'a') + " "},
        {"target_too_long", of("/" + std::string(4096, 'a')), 414, closes},
        {"target_endless", "GET /" + std::string(9000, 'a'), 414, closes},
        {"absolute_form", of("http://test/g"), 400, closes},
        {"no_slash", of("g"), 400, closes},
        {"star_for_get", of("*"), 400, closes},
        {"star_for_options", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 200, goes_on, false,
         "OPTIONS * "},
        {"authority_form", "CONNECT test:80 HTTP/1.1\r\nHost: test:80\r\n\r\n", 400, closes},
        {"fragment", of("/g#a"), 400, closes},
        {"high_bytes", of("/\xc3\xa8"), 400, closes},
        {"high_bytes_in_query", of("/g?\x80"), 400, closes},
        {"tab", of("/a\tb"), 400, closes},
        {"space", of("/a b"), 400, closes},
        {"nul", of("/a" + nul), 400, closes},
        {"del", of("/a\x7f"), 400, closes},
        {"percent_alone", of("/a%"), 400, closes},
        {"percent_short", of("/a%4"), 400, closes},
        {"percent_odd", of("/a%zz"), 400, closes},
        {"percent_nul", of("/a%00"), 400, closes},
        {"percent_line_end", of("/a%0d%0aX:%20y"), 400, closes},
        {"percent_c1", of("/a%c2%85"), 400, closes},
        {"percent_slash", of("/api%2fcdr"), 400, closes},
        {"percent_backslash", of("/api%5Ccdr"), 400, closes},
        {"backslash", of("/api\\cdr"), 400, closes},
        {"percent_latin1", of("/%e8"), 400, closes},
        {"percent_overlong_slash", of("/%c0%af"), 400, closes},
        {"percent_utf8", of("/Per%C3%B9"), 200, goes_on, false, "GET /Perù "},
        {"percent_twice", of("/%252f"), 200, goes_on, false, "GET /%2f "},
        {"dots_are_not_resolved", of("/a/../b"), 200, goes_on, false, "GET /a/../b "},
    };
}

std::vector<Case> request_lines() {
    const std::string host = "\r\nHost: a\r\n\r\n";
    return {
        {"http09", "GET /g\r\n\r\n", 400, closes},
        {"http12", "GET /g HTTP/1.2" + host, 505, closes},
        {"http09_version", "GET /g HTTP/0.9" + host, 505, closes},
        {"http20", "GET /g HTTP/2.0" + host, 505, closes},
        {"http2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, closes},
        {"http_lower_case", "GET /g http/1.1" + host, 400, closes},
        {"http_long_version", "GET /g HTTP/1.10" + host, 400, closes},
        {"http_no_minor", "GET /g HTTP/1" + host, 400, closes},
        {"http10", "GET /g HTTP/1.0\r\n\r\n", 200, closes, false, "GET /g "},
        {"http10_keep_alive", "GET /g HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200, goes_on,
         false, "GET /g "},
        {"odd_method", "G{T /g HTTP/1.1" + host, 400, closes},
        {"no_method", " /g HTTP/1.1" + host, 400, closes},
        {"two_spaces", "GET  /g HTTP/1.1" + host, 400, closes},
        {"space_behind_version", "GET /g HTTP/1.1 " + host, 400, closes},
        {"tab_for_space", "GET\t/g\tHTTP/1.1" + host, 400, closes},
        {"empty_line_first", "\r\n" + get("/g"), 200, goes_on, false, "GET /g "},
        {"two_empty_lines_first", "\r\n\r\n" + get("/g"), 400, closes},
        {"tls_hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400, closes},
        {"close_asked", get("/g", "Connection: close\r\n"), 200, closes, false, "GET /g "},
    };
}

class RequestCorpus : public testing::TestWithParam<Case> {};

TEST_P(RequestCorpus, HasItsVerdict) {
    const Case& given = GetParam();
    std::vector<std::string> seen;
    ServerOptions options;
    options.threads = 1;
    options.bodies = given.bodies;
    auto server = started(options, [&](const Request& request) {
        seen.push_back(request.method_name + " " + request.path + " " + request.body);
        return Answer{};
    });
    std::optional<Wire> connection(std::in_place, server->port());
    Wire& wire = *connection;
    wire.send(given.raw + get("/next", "Connection: close\r\n"));
    const bool head_only = given.raw.starts_with("HEAD ");
    const auto answer = wire.read_answer(head_only);
    ASSERT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, given.status) << answer->body;
    EXPECT_EQ(answer->field("X-Content-Type-Options"), "nosniff");
    const std::string id = answer->field("X-Request-Id").value_or("");
    EXPECT_FALSE(id.empty());
    if (given.seen.empty()) {
        EXPECT_EQ(answer->field("Content-Type"), "application/problem+json");
        EXPECT_EQ(answer->body.find("\"request_id\":\"" + id + "\"") == std::string::npos,
                  head_only);
    }
    std::vector<std::string> expected;
    if (!given.seen.empty()) expected.push_back(given.seen);
    if (given.after == goes_on) {
        EXPECT_EQ(answer->field("Connection"), "keep-alive");
        const auto next = wire.read_answer();
        ASSERT_TRUE(next.has_value());
        EXPECT_EQ(next->status, 200);
        expected.push_back("GET /next ");
    } else {
        EXPECT_EQ(answer->field("Connection"), "close");
    }
    EXPECT_TRUE(wire.ends_here());
    connection.reset();
    server->stop();
    EXPECT_EQ(seen, expected);
}

std::vector<Case> all_cases() {
    std::vector<Case> all;
    for (const auto& group :
         {transfer_encodings(), bodies(), lengths(), fields(), targets(), request_lines()}) {
        all.insert(all.end(), group.begin(), group.end());
    }
    return all;
}

INSTANTIATE_TEST_SUITE_P(Raw, RequestCorpus, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<Case>& param) {
                             return std::to_string(param.index) + "_" + param.param.name;
                         });

}  // namespace
}  // namespace http
