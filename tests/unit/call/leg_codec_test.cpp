#include "edgvoip/call/leg_codec.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace edgvoip::call {
namespace {

/// A record in which every member says something.
LegRecord full_record() {
    LegRecord record;
    record.source = "pbx1";
    record.adapter = "freeswitch-json";
    record.raw_ref = "a_1.cdr.json";
    record.leg_id = "6f0f3bb0-0001";
    record.into_pbx = true;
    record.channel_name = "sofia/internal/1001@10.0.0.7";
    record.links = {"a", "b", "c", "d", "e", "f", "g", "h"};
    record.originated = {{"leg-1", "1001", "NONE"}, {"leg-2", "", "USER_BUSY"}};
    record.domain_name = "tenanta.example";
    record.auth_realm = "realm";
    record.auth_user = "1001";
    record.dialed_user = "1002";
    record.dialed_domain = "tenantb.example";
    record.account_code = "tenant-a";
    record.gateway = "trunk";
    record.shown_number = "+39061234567";
    record.hops = {{"+39333", "Perù", "1001", "public", base::Instant{5}, {{"leg-1", "sofia/x"}}},
                   {"", "", "", "", std::nullopt, {}}};
    record.started = {1'760'000'000'000'001};
    record.answered = base::Instant{1'760'000'000'000'002};
    record.bridged = base::Instant{1'760'000'000'000'003};
    record.progress = base::Instant{1'760'000'000'000'004};
    record.ended = {1'760'000'000'000'005};
    record.pbx_billsec_ms = 1234;
    record.hangup_cause = "NORMAL_CLEARING";
    record.q850 = 16;
    record.originate_disposition = "SUCCESS";
    record.bridge_hangup_cause = "x";
    record.last_bridge_cause = "y";
    record.refused_sip_status = 486;
    record.hangup_disposition = "recv_bye";
    record.endpoint_disposition = "ANSWER";
    record.bridge_channel = "sofia/internal/1002";
    record.last_app = "bridge";
    record.last_arg = "user/1002";
    record.transfers = {"one", "", "three"};
    record.apps = {{"answer", ""}, {"bridge", "user/1002"}};
    record.queue = {"member", "sales", "1001", "Terminated", "TIMEOUT"};
    record.recorded = true;
    record.recording_path = "/rec/a.wav";
    record.media = {true, "PCMA", 20, 5000, 0.25, 20.02, 4.5};
    record.detail = 77;
    return record;
}

TEST(LegCodec, GivesBackWhatItTook) {
    EXPECT_EQ(decode_leg_record(encode(full_record())).value(), full_record());
    EXPECT_EQ(decode_leg_record(encode({})).value(), LegRecord{});
}

TEST(LegCodec, KeepsExtremesAndTellsZeroFromNothing) {
    LegRecord record;
    record.answered = base::Instant{0};
    record.media.pbx_mos = 0.0;
    EXPECT_EQ(decode_leg_record(encode(record)).value(), record);
    record.started = {std::numeric_limits<std::int64_t>::min()};
    record.ended = {std::numeric_limits<std::int64_t>::max()};
    record.bridged = base::Instant{-1};
    record.q850 = std::numeric_limits<std::int32_t>::min();
    record.detail = std::numeric_limits<std::int32_t>::max();
    record.media.packets = -5;
    record.media.jitter_loss_rate = -0.0;
    record.last_arg = std::string("a\0b\xff", 4);
    record.raw_ref = std::string(100'000, 'x');
    EXPECT_EQ(decode_leg_record(encode(record)).value(), record);
}

TEST(LegCodec, EqualRecordsGiveEqualBytes) {
    EXPECT_EQ(encode(full_record()), encode(full_record()));
    LegRecord other = full_record();
    other.media.pbx_mos = 4.4;
    EXPECT_NE(encode(full_record()), encode(other));
}

TEST(LegCodec, RefusesBytesCutAnywhere) {
    const std::string bytes = encode(full_record());
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto cut = decode_leg_record(std::string_view(bytes).substr(0, length));
        ASSERT_FALSE(cut.has_value()) << length;
        EXPECT_EQ(cut.error().fault, base::Fault::corrupt) << length;
    }
}

TEST(LegCodec, RefusesBytesBehindTheEnd) {
    const std::string bytes = encode(full_record());
    EXPECT_EQ(decode_leg_record(bytes + '\0').error().fault, base::Fault::corrupt);
    EXPECT_EQ(decode_leg_record(bytes + bytes).error().fault, base::Fault::corrupt);
}

TEST(LegCodec, ANewerFormatIsUnsupported) {
    std::string bytes = encode(full_record());
    bytes[0] = 2;
    EXPECT_EQ(decode_leg_record(bytes).error().fault, base::Fault::unsupported);
}

TEST(LegCodec, PassesOverTagsOfALaterVersion) {
    std::string bytes = encode(full_record());
    bytes.pop_back();
    bytes += std::string("\x7f\x03new", 5);
    // A tag whose low 32 bits are those of `source`.
    bytes += std::string("\x81\x80\x80\x80\x10\x01z", 7);
    bytes += '\0';
    EXPECT_EQ(decode_leg_record(bytes).value(), full_record());
}

TEST(LegCodec, DamagedBytesNeverDoHarm) {
    const std::string bytes = encode(full_record());
    std::mt19937 engine(5);
    int refused = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::string damaged = bytes;
        for (int i = 0; i < 3; ++i)
            damaged[engine() % damaged.size()] = static_cast<char>(engine());
        const auto decoded = decode_leg_record(damaged);
        if (!decoded) {
            ++refused;
            continue;
        }
        EXPECT_TRUE(decode_leg_record(encode(*decoded)).has_value());
    }
    EXPECT_GT(refused, 500);
}

}  // namespace
}  // namespace edgvoip::call
