#include "edgvoip/source/freeswitch/event_frame.hpp"

#include "base/limits.hpp"
#include "recorded_dialogue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace edgvoip::source::freeswitch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct KeptFrame {
    std::string content_type;
    std::string reply_text;
    std::string body;

    bool operator==(const KeptFrame&) const = default;
};

/// Takes what there is; the error that ended it, if one did.
std::optional<base::Error> take_all(EventFrames& frames, std::vector<KeptFrame>& kept) {
    for (;;) {
        const auto frame = frames.next();
        if (!frame) return frame.error();
        if (!*frame) return std::nullopt;
        kept.push_back({std::string((*frame)->content_type), std::string((*frame)->reply_text),
                        std::string((*frame)->body)});
    }
}

/// The frames of the bytes, fed in pieces that end at these places.
std::vector<KeptFrame> frames_in_pieces(std::string_view bytes,
                                        const std::vector<std::size_t>& cuts) {
    EventFrames frames;
    std::vector<KeptFrame> kept;
    std::size_t from = 0;
    for (const std::size_t cut : cuts) {
        frames.feed(bytes.substr(from, cut - from));
        EXPECT_EQ(take_all(frames, kept), std::nullopt);
        from = cut;
    }
    frames.feed(bytes.substr(from));
    EXPECT_EQ(take_all(frames, kept), std::nullopt);
    EXPECT_FALSE(frames.is_within_frame());
    return kept;
}

std::vector<KeptFrame> frames_of(std::string_view bytes) {
    return frames_in_pieces(bytes, {});
}

base::Error error_of(std::string_view bytes) {
    EventFrames frames;
    std::vector<KeptFrame> kept;
    frames.feed(bytes);
    const auto error = take_all(frames, kept);
    EXPECT_TRUE(error) << bytes.substr(0, 100);
    return error.value_or(base::Error{});
}

const char* const recordings[] = {"01_auth_ok",
                                  "02_auth_wrong",
                                  "03_command_before_auth",
                                  "04_no_calls",
                                  "05_events_json_four_kinds",
                                  "07_events_json_heartbeat_custom",
                                  "10_live_show_ringing"};

TEST(EventFrames, of_a_recording_are_as_many_as_it_has) {
    for (const char* const name : recordings) {
        const std::string bytes = recorded_dialogue(name);
        const auto frames = frames_of(bytes);
        EXPECT_EQ(frames.size(), times("Content-Type: ", bytes)) << name;
        EXPECT_GE(frames.size(), 3U) << name;
    }
}

TEST(EventFrames, are_read_as_they_were_said) {
    const auto frames = frames_of(recorded_dialogue("02_auth_wrong"));
    EXPECT_THAT(frames, ElementsAre(KeptFrame{"auth/request", "", ""},
                                    KeptFrame{"command/reply", "-ERR invalid", ""},
                                    KeptFrame{"text/disconnect-notice", "",
                                              "Disconnected, goodbye.\nSee you at ClueCon! "
                                              "http://www.cluecon.com/\n"}));
}

TEST(EventFrames, have_bodies_whole_and_nothing_of_the_next_frame) {
    std::size_t events = 0;
    for (const KeptFrame& frame : frames_of(recorded_dialogue("05_events_json_four_kinds"))) {
        if (frame.content_type != "text/event-json") continue;
        ++events;
        EXPECT_TRUE(frame.body.starts_with("{\"Event-Name\":\"CHANNEL_"));
        EXPECT_TRUE(frame.body.ends_with("\"}"));
        EXPECT_EQ(times("\"Event-Name\":", frame.body), 1U);
    }
    EXPECT_EQ(events, 71U);
}

TEST(EventFrames, are_the_same_wherever_a_short_recording_is_cut) {
    for (const char* const name :
         {"01_auth_ok", "02_auth_wrong", "03_command_before_auth", "04_no_calls"}) {
        const std::string bytes = recorded_dialogue(name);
        const auto whole = frames_of(bytes);
        std::vector<std::size_t> each_byte;
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            ASSERT_EQ(frames_in_pieces(bytes, {cut}), whole) << name << " cut at " << cut;
            each_byte.push_back(cut);
        }
        EXPECT_EQ(frames_in_pieces(bytes, each_byte), whole) << name;
    }
}

TEST(EventFrames, are_the_same_wherever_a_long_recording_is_cut) {
    std::minstd_rand chance(7);
    for (const char* const name :
         {"05_events_json_four_kinds", "07_events_json_heartbeat_custom", "10_live_show_ringing"}) {
        const std::string bytes = recorded_dialogue(name);
        const auto whole = frames_of(bytes);
        for (const std::size_t pieces : {2U, 20U, 500U, 5'000U, 20'000U}) {
            std::uniform_int_distribution<std::size_t> place(0, bytes.size());
            std::vector<std::size_t> cuts(pieces - 1);
            std::generate(cuts.begin(), cuts.end(), [&] { return place(chance); });
            std::sort(cuts.begin(), cuts.end());
            ASSERT_EQ(frames_in_pieces(bytes, cuts), whole) << name << " in " << pieces;
        }
    }
}

TEST(EventFrames, are_views_that_stay_until_more_is_fed) {
    EventFrames frames;
    frames.feed("Content-Type: a\nContent-Length: 3\n\noneContent-Type: b\n\n");
    const auto first = frames.next().value();
    const auto second = frames.next().value();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->body, "one");
    EXPECT_EQ(first->content_type, "a");
    EXPECT_EQ(second->content_type, "b");
}

TEST(EventFrames, may_have_bytes_of_every_kind_in_their_bodies) {
    std::string body(512, '\n');
    for (std::size_t i = 0; i < 256; ++i)
        body[i] = static_cast<char>(i);
    const std::string bytes = "Content-Length: 512\nContent-Type: x\n\n" + body;
    EXPECT_THAT(frames_of(bytes + bytes),
                ElementsAre(KeptFrame{"x", "", body}, KeptFrame{"x", "", body}));
}

TEST(EventFrames, without_a_length_have_no_body) {
    EXPECT_THAT(frames_of("Content-Type: x\n\nContent-Length: 0\nContent-Type: y\n\n"),
                ElementsAre(KeptFrame{"x", "", ""}, KeptFrame{"y", "", ""}));
}

TEST(EventFrames, may_have_empty_lines_between_them) {
    EXPECT_THAT(frames_of("\n\n\nContent-Type: x\n\n\n\nContent-Type: y\n\n\n"),
                ElementsAre(KeptFrame{"x", "", ""}, KeptFrame{"y", "", ""}));
}

TEST(EventFrames, pass_over_fields_that_mean_nothing_here) {
    EXPECT_THAT(frames_of("Job-UUID: 1\nContent-Type:x\nJob-UUID: 2\nReply-Text: +OK a: b\n\n"),
                ElementsAre(KeptFrame{"x", "+OK a: b", ""}));
}

TEST(EventFrames, that_are_not_whole_are_told_by_nobody) {
    EventFrames frames;
    std::vector<KeptFrame> kept;
    EXPECT_FALSE(frames.is_within_frame());
    for (const char* const piece : {"Content-Type: x\n", "Content-Length: 4\n\n", "abc"}) {
        frames.feed(piece);
        EXPECT_EQ(take_all(frames, kept), std::nullopt);
        EXPECT_TRUE(frames.is_within_frame());
    }
    EXPECT_TRUE(kept.empty());
}

TEST(EventFrames, whose_length_is_no_number_are_refused) {
    for (const char* const length :
         {"", "x", "-1", "+1", "1 ", "1x", "0x10", "1.0", "1e3", "1\r", "99999999999999999999x"}) {
        const base::Error error =
            error_of("Content-Type: x\nContent-Length: " + std::string(length) + "\n\n");
        EXPECT_EQ(error.fault, base::Fault::corrupt) << length;
        EXPECT_THAT(error.detail, HasSubstr("Content-Length")) << length;
    }
}

TEST(EventFrames, may_be_as_large_as_the_limit_and_no_larger) {
    const std::string header = "Content-Type: x\nContent-Length: ";
    const std::size_t most = base::limits::event_body_bytes_max;
    const auto frames = frames_of(header + std::to_string(most) + "\n\n" + std::string(most, 'x'));
    ASSERT_EQ(frames.size(), 1U);
    EXPECT_EQ(frames[0].body.size(), most);

    for (const std::string& length :
         {std::to_string(most + 1), std::string("99999999999999999999999"),
          std::string("18446744073709551615")}) {
        const base::Error error = error_of(header + length + "\n\n");
        EXPECT_EQ(error.fault, base::Fault::exhausted) << length;
        EXPECT_THAT(error.detail, HasSubstr(std::to_string(most))) << length;
    }
}

TEST(EventFrames, may_have_a_header_as_large_as_the_limit_and_no_larger) {
    const std::size_t most = base::limits::event_header_bytes_max;
    std::string header = "Content-Type: x\nA: ";
    header.append(most - header.size() - 2, 'a').append("\n\n");
    ASSERT_EQ(header.size(), most);
    EXPECT_EQ(frames_of(header + header).size(), 2U);

    header.insert(header.size() - 2, 1, 'a');
    EXPECT_EQ(error_of(header).fault, base::Fault::exhausted);
    EXPECT_EQ(error_of(header.substr(0, most)).fault, base::Fault::exhausted)
        << "whether or not it would end some time";
}

TEST(EventFrames, of_other_protocols_are_refused) {
    for (const char* const bytes :
         {"HTTP/1.1 400 Bad Request\r\n\r\n\n\n", "SSH-2.0-OpenSSH_9.2p1\n\n",
          "Reply-Text: +OK\n\n", "Content-Type: \n\n", ": x\nContent-Type: x\n\n",
          "Content-Type: x\nContent-Type: x\n\n",
          "Content-Type: x\nContent-Length: 1\nContent-Length: 1\n\n", "{\"a\"\n\n"}) {
        EXPECT_EQ(error_of(bytes).fault, base::Fault::corrupt) << bytes;
    }
}

TEST(EventFrames, end_with_the_first_that_is_refused) {
    EventFrames frames;
    std::vector<KeptFrame> kept;
    frames.feed("Content-Type: x\n\nnonsense\n\nContent-Type: y\n\n");
    const auto error = take_all(frames, kept);
    EXPECT_THAT(kept, ElementsAre(KeptFrame{"x", "", ""}));
    ASSERT_TRUE(error);
    frames.feed("Content-Type: z\n\n");
    EXPECT_EQ(take_all(frames, kept), error);
    EXPECT_EQ(kept.size(), 1U);
}

// A reader that moved all it holds with every frame, or with every byte, would take very long over
// these.
TEST(EventFrames, that_come_many_at_a_time_are_not_moved_often) {
    const std::string frame = "Content-Type: x\nContent-Length: 8\n\n01234567";
    std::string bytes;
    constexpr std::size_t count = 200'000;
    for (std::size_t i = 0; i < count; ++i)
        bytes += frame;
    EXPECT_EQ(frames_of(bytes).size(), count);
}

TEST(EventFrames, that_come_byte_by_byte_are_not_moved_often) {
    const std::size_t size = 2 * 1024 * 1024;
    const std::string bytes = "Content-Type: x\nContent-Length: " + std::to_string(size) + "\n\n" +
                              std::string(size, '\n');
    EventFrames frames;
    std::vector<KeptFrame> kept;
    for (const char& byte : bytes) {
        frames.feed({&byte, 1});
        ASSERT_EQ(take_all(frames, kept), std::nullopt);
    }
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].body.size(), size);
}

}  // namespace
}  // namespace edgvoip::source::freeswitch
