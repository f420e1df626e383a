#include "edgvoip/call/call.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgvoip::call {
namespace {

using testing::Eq;
using testing::Optional;

/// An inbound call, rung 7.2 s, talked 128.9 s, measured.
Call answered_call() {
    Call call;
    call.id = {"abc123"};
    call.direction = Direction::in;
    call.disposition = Disposition::answered;
    call.start = {1'000'000'000'000'000};
    call.answer = base::Instant{call.start.us + 7'200'000};
    call.end = {call.answer->us + 128'900'000};
    call.ring_sec = 7;
    call.billsec = 128;
    call.duration_sec = 136;
    call.quality.status = QualityStatus::measured;
    call.quality.mos_centi = 430;
    call.quality.mos_source = MosSource::g107;
    return call;
}

/// An inbound call that nobody took within 20 s.
Call missed_call() {
    Call call;
    call.id = {"abc124"};
    call.direction = Direction::in;
    call.disposition = Disposition::no_answer;
    call.missed_reason = MissedReason::no_answer;
    call.start = {1'000'000'000'000'000};
    call.end = {call.start.us + 20'000'000};
    call.ring_sec = 20;
    call.duration_sec = 20;
    return call;
}

TEST(CallWords, OfTheContractAndBack) {
    const std::pair<Direction, const char*> directions[] = {
        {Direction::in, "in"}, {Direction::out, "out"}, {Direction::internal, "internal"}};
    for (const auto& [value, word] : directions) {
        EXPECT_EQ(to_string(value), word);
        EXPECT_EQ(direction_of(word), value);
    }
    const std::pair<Disposition, const char*> dispositions[] = {
        {Disposition::answered, "ANSWERED"},
        {Disposition::no_answer, "NO_ANSWER"},
        {Disposition::busy, "BUSY"},
        {Disposition::failed, "FAILED"}};
    for (const auto& [value, word] : dispositions) {
        EXPECT_EQ(to_string(value), word);
        EXPECT_EQ(disposition_of(word), value);
    }
}

TEST(CallWords, OfAMissInTheOrderOfTheContract) {
    const char* const words[] = {
        "voicemail", "abandoned_in_queue", "abandoned_in_ivr", "busy",     "no_agent",
        "failed",    "short_abandoned",    "abandoned",        "no_answer"};
    int number = 0;
    for (const char* const word : words) {
        const auto value = static_cast<MissedReason>(++number);
        EXPECT_EQ(to_string(value), word);
        EXPECT_EQ(missed_reason_of(word), value);
    }
}

TEST(CallWords, OfQuality) {
    EXPECT_EQ(to_string(QualityStatus::measured), "measured");
    EXPECT_EQ(to_string(QualityStatus::no_rtp), "no_rtp");
    EXPECT_EQ(to_string(QualityStatus::low_sample), "low_sample");
    EXPECT_EQ(to_string(QualityStatus::not_measured), "not_measured");
    EXPECT_EQ(to_string(MosSource::g107), "g107");
    EXPECT_EQ(to_string(MosSource::pbx), "pbx");
}

TEST(CallWords, UnknownOnesAreNothing) {
    for (const char* const word : {"", "IN", "inn", "answered", "NO ANSWER", "any", "in "}) {
        EXPECT_EQ(direction_of(word), std::nullopt) << word;
        EXPECT_EQ(disposition_of(word), std::nullopt) << word;
        EXPECT_EQ(missed_reason_of(word), std::nullopt) << word;
    }
}

TEST(CallViolation, SoundCallsHaveNone) {
    EXPECT_EQ(violation(answered_call()), std::nullopt);
    EXPECT_EQ(violation(missed_call()), std::nullopt);
    Call at_once = answered_call();
    at_once.answer = at_once.end = at_once.start;
    at_once.ring_sec = at_once.billsec = at_once.duration_sec = 0;
    EXPECT_EQ(violation(at_once), std::nullopt);
    Call outbound = missed_call();
    outbound.direction = Direction::out;
    outbound.missed_reason.reset();
    EXPECT_EQ(violation(outbound), std::nullopt);
    Call unmeasured = answered_call();
    unmeasured.quality = {};
    EXPECT_EQ(violation(unmeasured), std::nullopt);
}

/// What `violation` says of a sound call after one change.
template <class Change>
std::optional<std::string> after(Call call, Change change) {
    change(call);
    return violation(call);
}

TEST(CallViolation, OfTheId) {
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.id.text.clear(); }),
                Optional(Eq("a call has an id")));
}

TEST(CallViolation, OfTheOrderOfTheInstants) {
    EXPECT_THAT(after(missed_call(), [](Call& call) { call.end.us = call.start.us - 1; }),
                Optional(Eq("a call ends after it starts")));
    const std::string order = "start, answer and end are in order";
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.answer->us = call.start.us - 1; }),
                Optional(order));
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.answer->us = call.end.us + 1; }),
                Optional(order));
}

TEST(CallViolation, OfAnswerAndDisposition) {
    const std::string sentence = "an answer time goes with ANSWERED";
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.answer.reset(); }),
                Optional(sentence));
    EXPECT_THAT(after(missed_call(), [](Call& call) { call.answer = call.end; }),
                Optional(sentence));
    for (const Disposition other : {Disposition::no_answer, Disposition::busy, Disposition::failed})
        EXPECT_THAT(after(answered_call(), [other](Call& call) { call.disposition = other; }),
                    Optional(sentence));
}

TEST(CallViolation, OfTheSeconds) {
    for (const int off : {-1, 1}) {
        EXPECT_THAT(after(answered_call(), [off](Call& call) { call.duration_sec += off; }),
                    Optional(Eq("duration_sec is end - start")));
        EXPECT_THAT(after(answered_call(), [off](Call& call) { call.ring_sec += off; }),
                    Optional(Eq("ring_sec is the wait")));
        EXPECT_THAT(after(missed_call(), [off](Call& call) { call.ring_sec += off; }),
                    Optional(Eq("ring_sec is the wait")));
        EXPECT_THAT(after(answered_call(), [off](Call& call) { call.billsec += off; }),
                    Optional(Eq("billsec is end - answer")));
        EXPECT_THAT(after(missed_call(), [off](Call& call) { call.billsec += off; }),
                    Optional(Eq("billsec is end - answer")));
    }
}

TEST(CallViolation, OfTheMissedReason) {
    const std::string sentence = "missed_reason goes with a missed call";
    EXPECT_THAT(after(missed_call(), [](Call& call) { call.missed_reason.reset(); }),
                Optional(sentence));
    EXPECT_THAT(after(missed_call(), [](Call& call) { call.direction = Direction::internal; }),
                Optional(sentence));
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.missed_reason = MissedReason::busy; }),
                Optional(sentence));
}

TEST(CallViolation, OfTheQuality) {
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.quality.mos_source.reset(); }),
                Optional(Eq("a MOS and its source go together")));
    EXPECT_THAT(after(answered_call(), [](Call& call) { call.quality.mos_centi.reset(); }),
                Optional(Eq("a MOS and its source go together")));
    for (const QualityStatus status :
         {QualityStatus::no_rtp, QualityStatus::low_sample, QualityStatus::not_measured}) {
        EXPECT_THAT(after(answered_call(), [status](Call& call) { call.quality.status = status; }),
                    Optional(Eq("only what was measured has a MOS")));
    }
    for (const int mos : {99, 501, 0, -1}) {
        EXPECT_THAT(after(answered_call(), [mos](Call& call) { call.quality.mos_centi = mos; }),
                    Optional(Eq("a MOS is 1.00 to 5.00")));
    }
    EXPECT_THAT(after(missed_call(), [](Call& call) { call.quality = answered_call().quality; }),
                Optional(Eq("only answered calls are measured")));
}

}  // namespace
}  // namespace edgvoip::call
