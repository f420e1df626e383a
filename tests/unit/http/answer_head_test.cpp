#include "http/answer_head.hpp"

#include "base/error.hpp"
#include "http/event_stream.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

std::string head_of(const Answer& answer, bool keep_alive = true) {
    std::string out;
    write_answer_head(out, answer, {"r-1", "Thu, 30 Oct 2025 09:12:05 GMT", keep_alive});
    return out;
}

TEST(AnswerHead, HasTheServersFieldsAndTheHandlers) {
    Answer answer;
    answer.body = "{}";
    answer.headers = {{"ETag", "\"7\""}, {"Link", "<a>; rel=\"next\""}, {"Link", "<b>"}};
    EXPECT_EQ(head_of(answer),
              "HTTP/1.1 200 OK\r\n"
              "Date: Thu, 30 Oct 2025 09:12:05 GMT\r\n"
              "Content-Type: application/json\r\n"
              "Content-Length: 2\r\n"
              "ETag: \"7\"\r\n"
              "Link: <a>; rel=\"next\"\r\n"
              "Link: <b>\r\n"
              "X-Request-Id: r-1\r\n"
              "X-Content-Type-Options: nosniff\r\n"
              "Connection: keep-alive\r\n\r\n");
}

TEST(AnswerHead, PromisesTlsToThoseWhoCameByIt) {
    std::string out;
    write_answer_head(out, {}, {"r-1", "", true, true});
    EXPECT_NE(out.find("\r\nStrict-Transport-Security: max-age=31536000\r\n"), std::string::npos);
    EXPECT_EQ(head_of({}).find("Strict"), std::string::npos);
}

TEST(AnswerHead, SaysNoLengthWhereNoBodyCanBe) {
    for (const int status : {204, 304}) {
        Answer answer;
        answer.status = status;
        answer.body = "never sent";
        const std::string head = head_of(answer, false);
        EXPECT_EQ(head.find("Content-"), head.find("Content-Type-Options")) << head;
        EXPECT_NE(head.find("Connection: close\r\n\r\n"), std::string::npos);
        EXPECT_FALSE(status_has_body(status));
    }
    EXPECT_TRUE(status_has_body(200));
}

TEST(AnswerHead, SaysNoLengthOfABodyThatGoesOn) {
    Answer answer;
    answer.content_type = "text/event-stream";
    answer.events = std::make_shared<EventStream>();
    const std::string head = head_of(answer, false);
    EXPECT_EQ(head.find("Content-Length"), std::string::npos) << head;
    EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos) << head;
    answer.body = "another body";
    EXPECT_THROW(head_of(answer, false), base::Bug);
}

TEST(AnswerHead, NeverLetsAHandlerBreakTheFraming) {
    const auto with_field = [](std::string name, std::string value) {
        Answer answer;
        answer.headers = {{std::move(name), std::move(value)}};
        return answer;
    };
    EXPECT_THROW(head_of(with_field("X", "a\r\nSet-Cookie: b")), base::Bug);
    EXPECT_THROW(head_of(with_field("X\n", "a")), base::Bug);
    EXPECT_THROW(head_of(with_field("", "a")), base::Bug);
    for (const char* own : {"content-length", "Connection", "DATE", "X-Request-Id",
                            "Transfer-Encoding", "Content-Type", "X-Content-Type-Options"}) {
        EXPECT_THROW(head_of(with_field(own, "1")), base::Bug) << own;
    }
    Answer odd_type;
    odd_type.content_type = "a\nb";
    EXPECT_THROW(head_of(odd_type), base::Bug);
    for (const int status : {0, 100, 199, 600, -1}) {
        Answer odd_status;
        odd_status.status = status;
        EXPECT_THROW(head_of(odd_status), base::Bug) << status;
    }
}

TEST(HttpDate, IsAsRfc9110WritesIt) {
    HttpDate date;
    EXPECT_EQ(date.text({784'111'777'999'999}), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(date.text({784'111'778'000'000}), "Sun, 06 Nov 1994 08:49:38 GMT");
    EXPECT_EQ(date.text({0}), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(date.text({1'709'251'199'000'000}), "Thu, 29 Feb 2024 23:59:59 GMT");
}

}  // namespace
}  // namespace http
