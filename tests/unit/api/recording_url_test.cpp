#include "edgvoip/api/recording_url.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

TEST(RecordingUrl, NeedsBothTemplateAndPath) {
    EXPECT_EQ(recording_url("", "/a.wav"), "");
    EXPECT_EQ(recording_url("https://r.example/{path}", ""), "");
    EXPECT_EQ(recording_url("https://r.example/", "/a.wav"), "");
}

TEST(RecordingUrl, EncodesEverythingButUnreservedCharactersAndSlashes) {
    EXPECT_EQ(recording_url("https://r.example/x/{path}?y=1", "a b/c-_.~9.wav"),
              "https://r.example/x/a%20b/c-_.~9.wav?y=1");
    EXPECT_EQ(recording_url("https://r.example/?f={path}", "a?b#c&d%e\"<\xc3\xa8\n"),
              "https://r.example/?f=a%3Fb%23c%26d%25e%22%3C%C3%A8%0A");
}

TEST(RecordingUrl, DoesNotDoubleTheSlash) {
    EXPECT_EQ(recording_url("https://r.example/{path}", "/rec/a.wav"),
              "https://r.example/rec/a.wav");
    EXPECT_EQ(recording_url("https://r.example{path}", "/rec/a.wav"),
              "https://r.example/rec/a.wav");
}

}  // namespace
}  // namespace edgvoip::api
